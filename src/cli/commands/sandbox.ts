import { UsageError, type ExitCode } from '../../errors/index.js';
import type { Command, Given } from '../command.js';

/** `connector-run sandbox`: an embedded OpenCTI for any connector, Python ones too. */
export const sandboxCommand: Command = {
  name: 'sandbox',
  argument: '',
  summary: 'start an embedded OpenCTI on loopback and print the variables to paste',
  options: {
    port: { type: 'string', value: 'PORT', summary: 'port to listen on; a free one by default' },
    data: { type: 'string', value: 'DIR', summary: 'keep the data in this folder' },
    token: { type: 'string', value: 'TOKEN', summary: 'token to accept; a random one by default' },
    amqp: { type: 'string', value: 'URL', summary: 'use this RabbitMQ, as OpenCTI does' },
    profile: { type: 'string', value: '6.9|7', summary: 'OpenCTI version to behave as (6.9)' },
  },
  run: given => serve(given),
};

async function serve(given: Given): Promise<ExitCode> {
  const { Sandbox } = await import('../../sandbox/index.js');
  const amqp = given.text('amqp');
  const sandbox = await Sandbox.start({
    port: portOf(given.text('port')),
    profile: profileOf(given.text('profile')),
    ...(amqp !== undefined && { amqp }),
    ...pick(given, 'data'),
    ...pick(given, 'token'),
  });

  process.stdout.write(
    [
      `sandbox ready: ${sandbox.url}`,
      '',
      `export OPENCTI_URL=${sandbox.url}`,
      `export OPENCTI_TOKEN=${sandbox.token}`,
      '',
    ].join('\n'),
  );
  await signalled();
  await sandbox.stop();

  return 0;
}

function signalled(): Promise<void> {
  return new Promise(resolve => {
    process.once('SIGTERM', () => resolve());
    process.once('SIGINT', () => resolve());
  });
}

function pick(given: Given, option: 'data' | 'token'): { data?: string; token?: string } {
  const value = given.text(option);

  return value === undefined ? {} : { [option]: value };
}

function portOf(text: string | undefined): number {
  if (text === undefined) return 0;
  const port = /^\d{1,5}$/.test(text) ? Number(text) : Number.NaN;
  if (port >= 0 && port <= 65_535) return port;

  throw usage(`--port is not a port: ${text}`);
}

function profileOf(text: string | undefined): '6.9' | '7' {
  if (text === undefined || text === '6.9') return '6.9';
  if (text === '7') return '7';

  throw usage(`--profile is 6.9 or 7, not ${text}`);
}

function usage(problem: string): UsageError {
  return new UsageError('USAGE_ARGUMENTS', { problem, command: 'sandbox' });
}
