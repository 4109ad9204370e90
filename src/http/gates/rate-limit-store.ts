/**
 * Keeps what is left of a rate limit while the connector is not running. Implement it to keep it
 * elsewhere than in a file.
 */
export interface RateLimitStore {
  /** What was saved last under a key; undefined when nothing was. Called once, before the first request. */
  load(key: string): Promise<unknown>;
  /** Keeps a JSON value under a key. Called before each request, and waited for. */
  save(key: string, state: unknown): Promise<void>;
}
