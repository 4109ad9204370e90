import { SandboxError } from '../../errors/index.js';
import type { PlatformState } from '../operations/operation.js';
import type { StreamCollection } from '../stream/stream-collection.js';
import type { StreamCollectionInput } from '../stream/stream-collections.js';
import type { ScriptedEvent } from '../stream/stream-entry.js';
import { ADMINISTRATOR } from '../users/user.js';

/** The live streams, from the side of whoever runs the sandbox. */
export class StreamControls {
  /** Made by the sandbox it belongs to. */
  constructor(private readonly state: PlatformState) {}

  /** Number of clients that are reading. */
  get readers(): number {
    return this.state.stream.readers;
  }

  /** The streams that were set up; `live` is not among them. */
  all(): readonly StreamCollection[] {
    return this.state.collections.all();
  }

  /** Sets up a stream, or changes the one with the same id. */
  add(input: StreamCollectionInput): StreamCollection {
    return this.state.collections.put(input);
  }

  /**
   * Stops a stream: its readers are sent away, new ones are told it is gone.
   *
   * @throws SandboxError `SANDBOX_NOT_FOUND`
   */
  stop(id: string): void {
    this.#setLive(id, false);
  }

  /**
   * Lets a stream that was stopped be read again.
   *
   * @throws SandboxError `SANDBOX_NOT_FOUND`
   */
  start(id: string): void {
    this.#setLive(id, true);
  }

  /** Sends events that no change caused, as they are; gives back their ids. */
  emit(events: readonly ScriptedEvent[]): readonly string[] {
    return this.state.stream.emit(events);
  }

  /** Sends everything that is known once more, as created now; gives back how many events that is. */
  replay(): number {
    let count = 0;
    for (const after of this.state.knowledge.all()) {
      this.state.stream.change({ kind: 'create', after }, { userId: ADMINISTRATOR.id });
      count += 1;
    }

    return count;
  }

  /** Sends every reader a sign of life now, without waiting for its time. */
  beat(): void {
    this.state.stream.beat();
  }

  #setLive(id: string, isLive: boolean): void {
    if (this.state.collections.setLive(id, isLive)) return;

    throw new SandboxError('SANDBOX_NOT_FOUND', { kind: 'stream', id });
  }
}
