import type { Clock, Logger } from '../injection/index.js';
import type { CallbackAuth } from './callback-auth.js';
import { KeySet, type TokenVerdict } from './key-set.js';
import { thrownFacts } from './thrown-facts.js';

/** Anybody can name a key that is not known: so the platform is asked for newer ones at most so often. */
const REFRESH_EVERY_MS = 60_000;

/** Where the keys come from. */
export interface JwtAuthOptions {
  /** The registration's `jwks`, as JSON text. */
  readonly jwks: string;
  /**
   * Gives the keys as they are now; called when a token names a key that is not known, at most once
   * a minute. Default: the keys stay as they are.
   */
  refreshKeys?(): Promise<string | undefined>;
}

/** Admits tokens that the platform signed. Keys that it has changed are fetched when they turn up. */
export function jwtAuth(options: JwtAuthOptions, clock: Clock, log: Logger): CallbackAuth {
  return new JwtAuth(options, clock, log);
}

class JwtAuth implements CallbackAuth {
  private latest: Promise<KeySet> | undefined;
  private refreshing: Promise<void> | undefined;
  private refreshedAt = -Infinity;

  constructor(
    private readonly options: JwtAuthOptions,
    private readonly clock: Clock,
    private readonly log: Logger,
  ) {}

  async admits(credential: string): Promise<boolean> {
    const verdict = await this.check(credential);
    if (verdict !== 'unknown key') return verdict === 'valid';
    await this.refresh();

    return (await this.check(credential)) === 'valid';
  }

  private get keys(): Promise<KeySet> {
    return (this.latest ??= KeySet.read(this.options.jwks));
  }

  private async check(token: string): Promise<TokenVerdict> {
    return (await this.keys).check(token, this.clock.now());
  }

  /** All who wait share one refresh. */
  private async refresh(): Promise<void> {
    const isTooSoon = this.clock.monotonic() - this.refreshedAt < REFRESH_EVERY_MS;
    if (!this.refreshing && !isTooSoon) {
      this.refreshedAt = this.clock.monotonic();
      this.refreshing = this.fetchKeys().finally(() => (this.refreshing = undefined));
    }
    await this.refreshing;
  }

  private async fetchKeys(): Promise<void> {
    try {
      const text = await this.options.refreshKeys?.();
      if (text === undefined) return;
      const keys = await KeySet.read(text);
      this.latest = Promise.resolve(keys);
      this.log.info('keys of callbacks refreshed', { keys: keys.size });
    } catch (error) {
      this.log.warn('keys of callbacks could not be refreshed', thrownFacts(error));
    }
  }
}
