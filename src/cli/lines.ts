import type { LogFacts } from '../injection/index.js';

type Line = (facts: LogFacts) => readonly (string | undefined)[];

/** How the events of a run read on a terminal: a first line, and what belongs under it. */
const LINES: Readonly<Record<string, Line>> = {
  'connector registered': ({ platform, queue, ms }) => [
    `registered in OpenCTI ${text(platform)}, queue ${text(queue)}, ${seconds(ms)} after the start`,
  ],
  'run started': ({ run, since }) => [
    `${label('run', run)}${since === undefined ? 'since the beginning' : `since ${text(since)}`}`,
  ],
  'page confirmed': ({ page, items, objects, messages, skipped, note, ms }) => [
    [
      `${label('page', page)}${count(items, 'item')}`,
      count(objects, 'object'),
      count(messages, 'message'),
      `confirmed in ${seconds(ms)}`,
      skipped === undefined ? '' : `${text(skipped)} skipped`,
    ]
      .filter(part => part !== '')
      .join('   '),
    note === undefined ? undefined : text(note),
  ],
  'item skipped': ({ item, reason }) => [`${label('skipped')}${text(item)}: ${text(reason)}`],
  'object dropped': ({ id, reason }) => [`${label('dropped')}${text(id)}: ${text(reason)}`],
  'page failed, trying again': ({ page, reason, retry, of, inMs }) => [
    `${label('page', page)}failed: ${text(reason)}   retry ${text(retry)} of ${text(of)} in ${seconds(inMs)}`,
  ],
  'run failed': ({ page, reason, fix, code }) => [
    `${label('page', page)}failed: ${text(reason)}`,
    `Fix: ${text(fix)}`,
    text(code),
  ],
  'run cut short': ({ reason }) => [`${label('cut short')}${text(reason)}`],
  'run done': ({ run, objects, items, messages, skipped, dropped, notes, ms }) => [
    [
      `${label('run', `${text(run)} done`)}${messages === 0 ? 'nothing new' : `ok, ${count(objects, 'object')} from ${count(items, 'item')}`}`,
      skipped === undefined ? '' : `${text(skipped)} skipped`,
      dropped === undefined ? '' : `${text(dropped)} dropped`,
      seconds(ms),
    ]
      .filter(part => part !== '')
      .join(', '),
    notes === undefined ? undefined : text(notes),
  ],
  'live stream opened': ({ stream, from }) => [
    `${label('stream')}${text(stream)} from ${text(from)}`,
  ],
  'live stream broke off, opening it again': ({ reason, inMs }) => [
    `${label('stream')}broke off: ${text(reason)}   again in ${seconds(inMs)}`,
  ],
  'live stream is stopped, waiting for it': ({ reason }) => [`${label('stream')}${text(reason)}`],
  'events handled': ({ handled, ignored, skipped, deadLettered, retried, position }) => [
    [
      `${label('events')}${count(handled, 'event')} handled`,
      ignored === undefined ? '' : `${text(ignored)} passed over`,
      skipped === undefined ? '' : `${text(skipped)} skipped`,
      deadLettered === undefined ? '' : `${text(deadLettered)} in the dead-letter file`,
      retried === undefined ? '' : `${text(retried)} tried again`,
      `up to ${text(position)}`,
    ]
      .filter(part => part !== '')
      .join('   '),
  ],
  'event failed, trying again': ({ entity, event, reason, inMs }) => [
    `${label('failed')}${text(entity ?? event)}: ${text(reason)}   retry in ${seconds(inMs)}`,
  ],
  'event skipped': ({ entity, event, reason }) => [
    `${label('skipped')}${text(entity ?? event)}: ${text(reason)}`,
  ],
  'event put into the dead-letter file': ({ entity, event, reason, fix, code }) => [
    `${label('put away')}${text(entity ?? event ?? 'an event')}: ${text(reason)}`,
    fix === undefined ? undefined : `Fix: ${text(fix)}`,
    text(code),
  ],
  'next run': ({ at }) => [`${label('next run')}${text(at)}`],
  'connector ended': ({ reason, fix, code }) => [text(reason), `Fix: ${text(fix)}`, text(code)],
  stopped: () => [`${label('stopped')}nothing in flight`],
};

/** The lines for an event; one that is not known is written with its facts. */
export function lineFor(message: string, facts: LogFacts): readonly string[] {
  const known = LINES[message];
  if (known) return known(facts).filter(line => line !== undefined);

  const { run: _run, cause: _cause, fix, ...rest } = facts;
  const shown = Object.entries(rest)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => `${key}=${text(value)}`);

  return [[message, ...shown].join('  '), ...(fix === undefined ? [] : [`Fix: ${text(fix)}`])];
}

function label(word: string, rest?: unknown): string {
  return (rest === undefined ? word : `${word} ${text(rest)}`).padEnd(11);
}

function count(value: unknown, noun: string): string {
  if (typeof value !== 'number') return '';

  return `${grouped(value)} ${noun}${value === 1 ? '' : 's'}`;
}

/** Thin groups of three, as ISO 80000 writes numbers. */
function grouped(value: number): string {
  return String(value).replace(/\B(?=(\d{3})+$)/g, ' ');
}

function seconds(ms: unknown): string {
  return typeof ms === 'number' ? `${(ms / 1000).toFixed(ms < 10_000 ? 1 : 0)} s` : '';
}

function text(value: unknown): string {
  if (typeof value === 'string') return value;

  return value instanceof Date ? value.toISOString() : (JSON.stringify(value) ?? String(value));
}
