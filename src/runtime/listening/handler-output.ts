import { Observable, fromEvent, isObservable, takeUntil, type ObservableInput } from 'rxjs';
import { RequestError, asConnectorError } from '../../errors/index.js';
import { pulled } from '../pulled.js';
import { untilStopped } from '../until-stopped.js';

/** How the output of a handler is read. */
export interface OutputRules<T> {
  /** The handler, as its author knows it: `Whois.address`. */
  readonly where: string;
  /** What each value has to be, for an error: `STIX objects`. */
  readonly expected: string;
  /** Whether a value is what it has to be. */
  isFine(value: unknown): value is T;
  /** Ends the reading; an Observable is unsubscribed. */
  readonly signal: AbortSignal;
}

/**
 * Calls a handler and gives what comes out of it, one value at a time, lists opened; the next is
 * asked for when it is pulled. Whatever else comes out is an error.
 *
 * @throws RequestError `REQUEST_OUTPUT`
 * @throws the signal's reason when it aborts
 */
export async function* handlerOutput<T>(
  call: () => ObservableInput<T | readonly T[]>,
  rules: OutputRules<T>,
): AsyncGenerator<T> {
  const { where, signal } = rules;
  signal.throwIfAborted();

  try {
    for await (const value of untilStopped(sourceOf(call(), rules), signal, atOnce)) {
      for (const one of Array.isArray(value) ? (value as readonly unknown[]) : [value]) {
        if (!rules.isFine(one)) throw unfit(rules, one);
        yield one;
      }
    }
  } catch (error) {
    throw signal.aborted ? signal.reason : asConnectorError(error, where);
  }
  signal.throwIfAborted();
}

/** Something that can be pulled, and that ends when the signal aborts. */
function sourceOf<T>(
  output: ObservableInput<T | readonly T[]>,
  rules: OutputRules<T>,
): AsyncIterable<unknown> | Iterable<unknown> {
  const value: unknown = output;
  // Text and bytes are iterable, but meant as one value.
  if (typeof value === 'string' || value instanceof Uint8Array) return [value];
  if (isObservable(output)) return pulled(until(output, rules.signal));

  try {
    return pulled(output);
  } catch {
    throw unfit(rules, value);
  }
}

/** Without this, an Observable that never emits would stay subscribed for ever. */
function until<T>(output: Observable<T>, signal: AbortSignal): Observable<T> {
  return output.pipe(takeUntil(fromEvent(signal, 'abort')));
}

async function atOnce(): Promise<void> {}

function unfit({ where, expected }: OutputRules<unknown>, value: unknown): RequestError {
  return new RequestError('REQUEST_OUTPUT', { where, got: kindOf(value), expected });
}

/** Names a value without showing it. */
function kindOf(value: unknown): string {
  if (value === undefined || value === null) return String(value);
  if (Array.isArray(value)) return 'a list in a list';

  return typeof value === 'object' ? 'an object of another kind' : `a ${typeof value}`;
}
