#!/usr/bin/env node
// A program that others can measure: it drives octiflow through its public exports only, does one
// kind of work, and prints one JSON line.
//   OPENCTI_URL=http://127.0.0.1:PORT node bench/peer.mjs MODE --connector-id ID [--file F] [--count N] [flags]
import { readArguments } from './peer/arguments.mjs';

const USAGE = 64;

const MODES = {
  send: async () => (await import('./peer/send.mjs')).send,
  split: async () => (await import('./peer/split.mjs')).split,
  listen: async () => (await import('./peer/listen.mjs')).listen,
  stream: async () => (await import('./peer/stream.mjs')).stream,
  ids: async () => (await import('./peer/ids.mjs')).ids,
  build: async () => (await import('./peer/build.mjs')).build,
  import: async () => (await import('./peer/import.mjs')).importIndicators,
};

process.exitCode = await main();

async function main() {
  const { mode, options, problem } = readArguments();
  if (problem) return refuse(mode, problem);
  const load = Object.hasOwn(MODES, mode) ? MODES[mode] : undefined;
  if (!load) return refuse(mode, `octiflow can't be driven in this mode yet`);

  try {
    const run = await load();
    print({ peer: 'octiflow', mode, ...(await run(options)) });
    return 0;
  } catch (error) {
    print({ peer: 'octiflow', mode, error: error.code ?? error.name, message: error.message });
    return error.exitCode ?? 70;
  }
}

function refuse(mode, message) {
  print({ peer: 'octiflow', mode, error: 'USAGE', message });

  return USAGE;
}

function print(result) {
  process.stdout.write(`${JSON.stringify(result)}\n`);
}
