// Real sockets, brokers and processes on a busy machine: a limit for what hangs, not a measure of speed.
jest.setTimeout(60_000);
