import { UsageError, type ExitCode } from '../../errors/index.js';
import type { Sandbox } from '../../sandbox/index.js';
import type { Command, Given } from '../command.js';

/** `connector-run sandbox`: an embedded OpenCTI for any connector, Python ones too. */
export const sandboxCommand: Command = {
  name: 'sandbox',
  argument: '',
  summary: 'start an embedded OpenCTI on loopback and print the variables to paste',
  options: {
    port: { type: 'string', value: 'PORT', summary: 'port to listen on; a free one by default' },
    data: { type: 'string', value: 'DIR', summary: 'keep the data in this folder' },
    load: { type: 'string', value: 'FILE', summary: 'STIX bundle to know from the start' },
    token: { type: 'string', value: 'TOKEN', summary: 'token to accept; a random one by default' },
    amqp: { type: 'string', value: 'URL', summary: 'use this RabbitMQ, as OpenCTI does' },
    profile: { type: 'string', value: '6.9|7', summary: 'OpenCTI version to behave as (6.9)' },
  },
  run: given => serve(given),
};

async function serve(given: Given): Promise<ExitCode> {
  const [unexpected] = given.positionals;
  if (unexpected !== undefined) throw usage(`sandbox takes no argument, ${unexpected} was given`);
  // Before anything is started: a signal that comes early ends it as well as one that comes late.
  const stopped = signalled();
  const { Sandbox } = await import('../../sandbox/index.js');
  const sandbox = await Sandbox.start({
    port: portOf(given.text('port')),
    profile: profileOf(given.text('profile')),
    ...pick(given, 'amqp'),
    ...pick(given, 'data'),
    ...pick(given, 'load'),
    ...pick(given, 'token'),
  });

  process.stdout.write(`${readyText(sandbox)}\n`);
  await stopped;
  await sandbox.stop();

  return 0;
}

/** Where it is, and what to paste to make any connector use it. */
function readyText(sandbox: Sandbox): string {
  const { url, pageUrl, variables } = sandbox;
  const { objects, relationships } = sandbox.counts();
  const held = objects + relationships;
  const known = held > 0 ? `  (${held} ${held === 1 ? 'object' : 'objects'})` : '';

  return [
    `sandbox ready: ${url}${known}`,
    `page: ${pageUrl}`,
    '',
    ...Object.entries(variables).map(([name, value]) => `export ${name}=${value}`),
    '',
  ].join('\n');
}

function signalled(): Promise<void> {
  return new Promise(resolve => {
    process.once('SIGTERM', () => resolve());
    process.once('SIGINT', () => resolve());
  });
}

function pick<Option extends 'amqp' | 'data' | 'load' | 'token'>(
  given: Given,
  option: Option,
): { readonly [name in Option]?: string } {
  const value = given.text(option);

  return (value === undefined ? {} : { [option]: value }) as { readonly [name in Option]?: string };
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
