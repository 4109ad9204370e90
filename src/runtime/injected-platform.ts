import type { LoadedConfig } from '../config/index.js';
import type { Clock, Logger } from '../injection/index.js';
import {
  Platform,
  probePlatform,
  type PlatformCapabilities,
  type PlatformClient,
} from '../platform/index.js';
import { platformClientOf } from './platform-client-of.js';

/** OpenCTI for those who ask for it in a constructor. */
export interface InjectedPlatform {
  readonly platform: Platform;
  /** Releases its connections, if there are any. */
  close(): Promise<void>;
}

/**
 * Makes the OpenCTI that is injected. Most connectors never ask it anything, so its line is opened
 * with the first question, and what it can do is found out when it first matters.
 */
export function injectedPlatform(
  config: LoadedConfig,
  clock: Clock,
  log: Logger,
): InjectedPlatform {
  let client: PlatformClient | undefined;
  let asked: Promise<PlatformCapabilities> | undefined;
  const line = (): PlatformClient => (client ??= platformClientOf(config, clock, log));
  const capabilities = (): Promise<PlatformCapabilities> =>
    // What could not be found out is asked again.
    (asked ??= probePlatform(line(), log).catch((error: unknown) => {
      asked = undefined;
      throw error;
    }));
  const connection: ConstructorParameters<typeof Platform>[0] = {
    query: async (document, variables, options) => line().query(document, variables, options),
    upload: async (document, variables, file, options) =>
      line().upload(document, variables, file, options),
    download: (file, options) => line().download(file, options),
  };

  return {
    platform: new Platform(connection, capabilities),
    close: async () => client?.close(),
  };
}
