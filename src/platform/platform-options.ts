import type { NetworkSettings, Secret } from '../config/index.js';

/** What a {@link PlatformClient} is made from. */
export interface PlatformOptions {
  /** `OPENCTI_URL`; slashes at its end do no harm. */
  readonly url: string;
  /** `OPENCTI_TOKEN`. */
  readonly token: Secret;
  /** `OPENCTI_SSL_VERIFY`: false, true (default), or the path of the CA bundle to trust. */
  readonly sslVerify?: boolean | string;
  /** `OPENCTI_CUSTOM_HEADERS`: `name:value;name2:value2`. */
  readonly customHeaders?: string;
  /** Proxies and more CA certificates. */
  readonly network?: NetworkSettings;
  readonly userAgent: string;
  /** Milliseconds for one try of one request. Default 300,000. */
  readonly timeoutMs?: number;
  /** Gives a number from 0 to 1, to spread the pauses between tries. Default Math.random. */
  readonly random?: () => number;
}
