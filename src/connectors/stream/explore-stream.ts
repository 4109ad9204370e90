import { DeclarationError } from '../../errors/index.js';
import type { Constructor } from '../../injection/index.js';
import { requirePlace } from '../explore-handlers.js';
import { exploreIdentity } from '../explore-identity.js';
import { readHandlers, type HandlerDeclaration } from '../handler-declaration.js';
import { isPositiveDuration } from '../is-positive-duration.js';
import { OptionReader } from '../option-reader.js';
import { exploreOn, STREAM_EVENT_TYPES } from './explore-on.js';
import type { BatchBlueprint, StreamBlueprint } from './stream-blueprint.js';
import type { StreamEventType } from './stream-event.js';

/** Reads and checks what `@Stream`, `@On` and `@OnBatch` say about a class. */
export function exploreStream(target: Constructor, options: unknown): StreamBlueprint {
  const read = new OptionReader(target.name, options);
  const batch = batchOf(target);

  return {
    kind: 'STREAM',
    ...exploreIdentity(target, read),
    handlers: batch ? Object.freeze([]) : exploreOn(target),
    batch,
    concurrency: read.count('concurrency', { min: 1, otherwise: 1 }),
    onError: read.oneOf('onError', ['dead-letter', 'retry', 'stop']),
    retries: read.count('retries', { min: 0, otherwise: 10 }),
    maxPerMinute: perMinute(read),
    maxHeld: read.count('maxHeld', { min: 1, otherwise: 256 }),
  };
}

function batchOf(target: Constructor): BatchBlueprint | undefined {
  const handlers = readHandlers(target);
  const batches = handlers.filter(({ decorator }) => decorator === '@OnBatch');
  const [batch, another] = batches;
  if (!batch) return undefined;
  requirePlace(target, batch, '@OnBatch');
  const other = another ?? handlers.find(handler => handler !== batch);
  if (other) throw beside(target, other);

  return Object.freeze(readBatch(target, batch));
}

function beside(target: Constructor, { decorator, method }: HandlerDeclaration): DeclarationError {
  return new DeclarationError('DECLARATION_HANDLER_MISPLACED', {
    className: target.name,
    method: String(method),
    decorator,
    reason: 'another method handles all events in batches',
    fix: 'keep either one method marked @OnBatch or methods marked @On',
  });
}

function readBatch(target: Constructor, { method, of }: HandlerDeclaration): BatchBlueprint {
  const read = new OptionReader(target.name, of[0]);

  return {
    method,
    size: read.count('size', { min: 1, otherwise: 100 }),
    within: within(read),
    maxPerMinute: perMinute(read),
    types: types(read),
    split: read.boolean('split', false),
  };
}

function within(read: OptionReader): string {
  const given = read.value('within') ?? 'PT5S';
  if (isPositiveDuration(given)) return given;

  return read.refuse('within', "an ISO 8601 duration above zero, such as 'PT5S'");
}

function types(read: OptionReader): readonly StreamEventType[] {
  const given = read.value('types') ?? STREAM_EVENT_TYPES;
  const known = STREAM_EVENT_TYPES as readonly unknown[];
  const isFine =
    Array.isArray(given) && given.length > 0 && given.every(one => known.includes(one));
  if (isFine) return Object.freeze([...(given as StreamEventType[])]);

  return read.refuse('types', `a list of ${STREAM_EVENT_TYPES.join(', ')}`);
}

function perMinute(read: OptionReader): number | undefined {
  if (read.value('maxPerMinute') === undefined) return undefined;

  return read.count('maxPerMinute', { min: 1, otherwise: 1 });
}
