import { readPosition, type StreamPosition } from './stream-position.js';

/** How a client wants to read a stream. */
export interface StreamParameters {
  /** Where it goes on; undefined: only what is to come. */
  readonly from: StreamPosition | undefined;
  /** Up to where it is brought up to date from what is stored; undefined: not at all. */
  readonly recover: StreamPosition | undefined;
  /** Relationships of what is sent are sent too. */
  readonly withDependencies: boolean;
  readonly withDeletions: boolean;
}

/** Why a stream can't be read as a client wants it. */
export class UnreadableParameters extends Error {}

type Values = Readonly<Record<string, unknown>>;

/**
 * Reads the parameters of a stream, from its query or from headers; the query wins.
 *
 * @throws UnreadableParameters
 */
export function readParameters(query: Values, headers: Values): StreamParameters {
  const from = position(
    textOf(query, 'from') ?? textOf(headers, 'from') ?? textOf(headers, 'last-event-id'),
  );
  const recover = position(
    textOf(query, 'recover') ?? textOf(headers, 'recover') ?? textOf(headers, 'recover-date'),
  );
  if (recover && !from) {
    throw new UnreadableParameters('Recovery mode is only possible with a start date.');
  }
  const option = (name: string): string | undefined => textOf(query, name) ?? textOf(headers, name);

  return {
    from,
    recover,
    withDependencies: (option('no-dependencies') ?? option('no-relationships')) !== 'true',
    withDeletions: option('listen-delete') !== 'false',
  };
}

function position(text: string | undefined): StreamPosition | undefined {
  if (text === undefined) return undefined;
  const read = readPosition(text);
  if (!read) throw new UnreadableParameters(`"${text.slice(0, 100)}" is not a position or a date.`);

  return read;
}

/** Of a parameter that is given several times, the first counts. */
function textOf(values: Values, name: string): string | undefined {
  const value: unknown = Object.hasOwn(values, name) ? [values[name]].flat()[0] : undefined;

  return typeof value === 'string' && value !== '' ? value : undefined;
}
