import type { ConfigClass } from './config.js';
import { ConnectorSettings } from './connector-settings.js';
import { MqSettings } from './mq-settings.js';
import { NetworkSettings } from './network-settings.js';
import { OpenctiSettings } from './opencti-settings.js';
import { S3Settings } from './s3-settings.js';

/** The settings that a connector has without its author's doing, in the order they are shown. */
export const BUILT_IN_SETTINGS: readonly ConfigClass[] = Object.freeze([
  OpenctiSettings,
  ConnectorSettings,
  MqSettings,
  S3Settings,
  NetworkSettings,
]);

/** Whether a class is one of {@link BUILT_IN_SETTINGS}. */
export function isBuiltInSettings(cls: ConfigClass): boolean {
  return BUILT_IN_SETTINGS.includes(cls);
}
