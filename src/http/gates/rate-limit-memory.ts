import { Injectable } from '../../injection/index.js';
import type { RateLimitStore } from './rate-limit-store.js';

/**
 * Where rate limits are kept that name no `store` of their own. This one keeps nothing; with
 * `CONNECTOR_STORE_PATH` a file of that folder stands in its place.
 */
@Injectable()
export class RateLimitMemory implements RateLimitStore {
  load(_key: string): Promise<unknown> {
    return Promise.resolve(undefined);
  }

  save(_key: string, _state: unknown): Promise<void> {
    return Promise.resolve();
  }
}
