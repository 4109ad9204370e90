import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { RateLimitStore } from './rate-limit-store.js';

/**
 * Keeps rate limits in a small JSON file, so that a daily quota is not spent again after a restart.
 * Put the file on a volume that outlives the container. One process at a time may use it.
 *
 * ```ts
 * const store = new FileRateLimitStore('/var/lib/octiflow/limits.json');
 * const limited = http.with({ rateLimit: { perDay: 500, store, key: 'acme' } });
 * ```
 */
export class FileRateLimitStore implements RateLimitStore {
  private states: Promise<Map<string, unknown>> | undefined;
  private written: Promise<void> = Promise.resolve();

  /** @param path of the file; it and its folder are made when they are missing */
  constructor(private readonly path: string) {}

  async load(key: string): Promise<unknown> {
    const states = await this.all();

    return states.get(key);
  }

  async save(key: string, state: unknown): Promise<void> {
    const states = await this.all().catch(() => (this.states = Promise.resolve(new Map())));
    states.set(key, state);
    const text = JSON.stringify(Object.fromEntries(states));
    this.written = this.written.catch(() => undefined).then(() => this.write(text));

    await this.written;
  }

  private all(): Promise<Map<string, unknown>> {
    this.states ??= this.read();

    return this.states;
  }

  private async read(): Promise<Map<string, unknown>> {
    const text = await readFile(this.path, 'utf8').catch((error: unknown) => {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return '{}';
      throw error;
    });
    const states: unknown = JSON.parse(text);
    if (typeof states !== 'object' || states === null || Array.isArray(states)) {
      throw new TypeError('it does not hold a JSON object');
    }

    return new Map(Object.entries(states));
  }

  /** A crash in the middle leaves the old file whole. */
  private async write(text: string): Promise<void> {
    await mkdir(dirname(this.path), { recursive: true });
    await writeFile(`${this.path}.new`, text);
    await rename(`${this.path}.new`, this.path);
  }
}
