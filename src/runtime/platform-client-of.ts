import { NetworkSettings, OpenctiSettings, type LoadedConfig } from '../config/index.js';
import type { Clock, Logger } from '../injection/index.js';
import { PlatformClient } from '../platform/index.js';
import { USER_AGENT } from '../version.js';

/** A line to the OpenCTI that the settings name. Nothing is opened before something is asked. */
export function platformClientOf(config: LoadedConfig, clock: Clock, log: Logger): PlatformClient {
  const opencti = config.get(OpenctiSettings);

  return new PlatformClient(
    {
      url: opencti.url,
      token: opencti.token,
      sslVerify: opencti.sslVerify,
      customHeaders: opencti.customHeaders,
      network: config.get(NetworkSettings),
      userAgent: USER_AGENT,
    },
    clock,
    log,
  );
}
