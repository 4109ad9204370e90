import { createReadStream } from 'node:fs';
import { access, rename, unlink } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import type { StreamBlueprint } from '../../connectors/index.js';
import { StreamError, asConnectorError } from '../../errors/index.js';
import type { Clock } from '../../injection/index.js';
import type { BootedConnector } from '../boot.js';
import { DeadLetters, type DeadLetter } from './dead-letters.js';
import { DeliveredEvent, type EventText } from './delivered-event.js';
import { EventHandlers } from './event-handlers.js';
import type { StreamParts } from './stream-parts.js';
import { StreamTally, type StreamReport } from './stream-report.js';
import { UnitOfEvents } from './unit-of-events.js';

/** What {@link replayDeadLetters} works with. */
export interface ReplayOptions {
  readonly booted: BootedConnector;
  readonly blueprint: StreamBlueprint;
  readonly clock: Clock;
  /** Ends it between two events. */
  readonly signal: AbortSignal;
}

/**
 * Hands the events of a dead-letter file to their handlers once more, in their order. What fails again
 * is in the file afterwards, what succeeded is not. The connector may run meanwhile and add to it.
 *
 * The file is moved aside while it is read. What a replay that was killed left aside is taken first,
 * from its beginning.
 *
 * @throws StreamError `STREAM_DEAD_LETTERS`
 */
export async function replayDeadLetters(
  file: string,
  { booted, blueprint, clock, signal }: ReplayOptions,
): Promise<StreamReport> {
  const tally = new StreamTally();
  const parts: StreamParts = {
    // A person waits for it: what fails for long goes back into the file.
    blueprint: { ...blueprint, onError: 'dead-letter', retries: Math.min(blueprint.retries, 2) },
    handlers: new EventHandlers(booted.connector as object, blueprint),
    deadLetters: new DeadLetters(file, clock),
    ...{ tally, clock, log: booted.log },
  };
  const aside = `${file}.replaying`;

  if (await isThere(aside)) await replay(aside, parts, signal);
  if (signal.aborted) return tally.report;
  await moveAside(file, aside);
  await replay(aside, parts, signal);

  return tally.report;
}

async function replay(aside: string, parts: StreamParts, signal: AbortSignal): Promise<void> {
  const lines = createInterface({ input: createReadStream(aside, 'utf8'), crlfDelay: Infinity });
  for await (const line of lines) {
    if (line.trim() === '') continue;
    await again(letterIn(line, aside), parts, signal);
    // Left aside: the next replay takes it from its beginning.
    if (signal.aborted) return;
  }
  await unlink(aside);
}

async function again(message: EventText, parts: StreamParts, signal: AbortSignal): Promise<void> {
  const { tally, handlers, deadLetters, log } = parts;
  tally.received += 1;
  try {
    const event = DeliveredEvent.read(message, { signal, log });
    const handler = handlers.of(event);
    if (!handler) tally.ignored += 1;
    else
      await new UnitOfEvents([event], handler, parts, { ending: signal, abandoned: signal }).run();
  } catch (thrown) {
    const error = asConnectorError(thrown);
    if (error.code !== 'STREAM_EVENT_MALFORMED') throw error;
    await deadLetters.add(message, error, 0);
    tally.deadLettered += 1;
  }
}

function letterIn(line: string, file: string): EventText {
  try {
    const { event, id, text } = JSON.parse(line) as Partial<DeadLetter>;
    if (typeof event === 'string' && typeof text === 'string') {
      return { name: event, id: id ?? undefined, text };
    }
  } catch {
    // Told below, without the line: it holds data.
  }
  throw new StreamError('STREAM_DEAD_LETTERS', { file, reason: 'a line of it is no dead letter' });
}

async function isThere(file: string): Promise<boolean> {
  return access(file).then(
    () => true,
    () => false,
  );
}

async function moveAside(file: string, aside: string): Promise<void> {
  try {
    await rename(file, aside);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new StreamError('STREAM_DEAD_LETTERS', { file, reason }, { cause: error });
  }
}
