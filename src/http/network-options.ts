import type { NetworkSettings } from '../config/index.js';
import type { NetworkOptions } from './open-dispatcher.js';

/** Turns the operator's network settings into the options of a connection pool. */
export function networkOptions(settings: NetworkSettings): NetworkOptions {
  return {
    httpProxy: settings.httpProxy,
    httpsProxy: settings.httpsProxy,
    noProxy: settings.noProxy,
    caCertificates: settings.httpsCaCertificates,
  };
}
