import { parseArgs } from 'node:util';

const MODES = ['send', 'split', 'listen', 'stream', 'ids', 'build', 'import'];
const NEEDS_FILE = ['send', 'split', 'listen'];
const NEEDS_COUNT = ['listen', 'stream', 'ids', 'build', 'import'];
const NEEDS_PLATFORM = ['send', 'listen', 'stream', 'import'];

const OPTIONS = {
  'connector-id': { type: 'string' },
  file: { type: 'string' },
  count: { type: 'string' },
  concurrency: { type: 'string', default: '1' },
  update: { type: 'boolean', default: false },
  cleanup: { type: 'boolean', default: false },
  validate: { type: 'boolean', default: false },
  draft: { type: 'boolean', default: false },
  'entities-types': { type: 'string' },
  'event-version': { type: 'string' },
  'queue-protocol': { type: 'string', default: 'amqp' },
  delivery: { type: 'string', default: 'split' },
};

/** Reads the command line: the mode and its options, or the problem with them. */
export function readArguments() {
  let parsed;
  try {
    parsed = parseArgs({ options: OPTIONS, allowPositionals: true });
  } catch (error) {
    return { mode: '', problem: error.message };
  }
  const { values, positionals } = parsed;
  const [mode = '', ...more] = positionals;

  return { mode, options: optionsOf(values), problem: problemWith(mode, more, values) };
}

function optionsOf(values) {
  return {
    connectorId: values['connector-id'],
    file: values.file,
    count: Number(values.count),
    concurrency: Number(values.concurrency),
    update: values.update,
    cleanup: values.cleanup,
    validate: values.validate,
    draft: values.draft,
    entitiesTypes: values['entities-types']?.split(','),
    eventVersion: values['event-version'],
    queueProtocol: values['queue-protocol'],
    delivery: values.delivery,
  };
}

function problemWith(mode, more, values) {
  if (!MODES.includes(mode)) return `the mode is one of ${MODES.join(', ')}`;
  if (more.length > 0) return `nothing follows the mode, "${more[0]}" does`;
  if (NEEDS_FILE.includes(mode) && !values.file) return `${mode} needs --file`;
  if (NEEDS_COUNT.includes(mode) && !isCount(values.count)) return `${mode} needs --count`;
  if (!isCount(values.concurrency)) return '--concurrency is a whole number, 1 or more';
  if (!['amqp', 'api'].includes(values['queue-protocol'])) return '--queue-protocol is amqp or api';
  if (!['split', 'grouped'].includes(values.delivery)) return '--delivery is split or grouped';
  if (!NEEDS_PLATFORM.includes(mode)) return undefined;
  if (!values['connector-id']) return `${mode} needs --connector-id`;

  return process.env.OPENCTI_URL ? undefined : `${mode} needs OPENCTI_URL`;
}

function isCount(text) {
  return /^[1-9]\d*$/.test(text ?? '');
}
