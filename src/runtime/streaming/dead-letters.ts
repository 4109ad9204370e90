import { open } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { ConnectorSettings, type LoadedConfig } from '../../config/index.js';
import { StreamError, type ConnectorError } from '../../errors/index.js';
import type { Clock } from '../../injection/index.js';
import type { EventText } from './delivered-event.js';

/** One line of a dead-letter file. */
export interface DeadLetter {
  /** When it was given up, ISO 8601. */
  readonly at: string;
  /** `create`, `update`, `delete` or `merge`. */
  readonly event: string;
  /** Position in the stream; null when it has none. */
  readonly id: string | null;
  readonly code: string;
  /** Why it was given up. */
  readonly message: string;
  readonly attempts: number;
  /** The event's data as it came; of an event that is too large the beginning, at most 65,536 characters. */
  readonly text: string;
}

/** The file of a connector's dead letters: in `CONNECTOR_STORE_PATH`, else in the working directory. */
export function deadLetterFile(config: LoadedConfig): string {
  const { storePath, id } = config.get(ConnectorSettings);

  return join(resolve(storePath ?? '.'), `${id}.dead-letters.ndjson`);
}

/** Events that were given up, kept to be tried again by a person: one JSON line each. */
export class DeadLetters {
  private last: Promise<void> = Promise.resolve();

  constructor(
    readonly file: string,
    private readonly clock: Clock,
  ) {}

  /**
   * Resolves when the event is on the disk.
   *
   * @throws StreamError `STREAM_DEAD_LETTERS`
   */
  add(
    { name, id, text }: EventText,
    { code, message }: ConnectorError,
    attempts: number,
  ): Promise<void> {
    const letter: DeadLetter = {
      at: this.clock.now().toISOString(),
      ...{ event: name, id: id ?? null, code, message, attempts, text },
    };
    // One after the other: lines of two writers must not run into each other.
    const turn = this.last.then(() => this.append(`${JSON.stringify(letter)}\n`));
    this.last = turn.catch(() => undefined);

    return turn;
  }

  private async append(line: string): Promise<void> {
    const { file } = this;
    try {
      const handle = await open(file, 'a', 0o600);
      try {
        await handle.writeFile(line);
        await handle.sync();
      } finally {
        await handle.close();
      }
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      throw new StreamError('STREAM_DEAD_LETTERS', { file, reason }, { cause: error });
    }
  }
}
