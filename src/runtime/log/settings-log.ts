import { ConnectorSettings, Secret, type LoadedConfig } from '../../config/index.js';
import type { Clock } from '../../injection/index.js';
import { JsonLog, type LogLevel } from './json-log.js';
import { redactor } from './redactor.js';

/** The log that the settings ask for, as JSON lines; no secret among them ever shows in it. */
export function settingsLog(config: LoadedConfig, clock: Clock): JsonLog {
  const { name, logLevel } = config.get(ConnectorSettings);

  return JsonLog.create({
    level: levelOf(logLevel),
    name,
    clock,
    redact: redactor(secretsOf(config)),
  });
}

/** Every secret among the settings, in plain text, for the log to look out for. */
export function secretsOf(config: LoadedConfig): readonly string[] {
  return config.classes
    .flatMap(settings => Object.values(config.get(settings) as Record<string, unknown>))
    .filter(value => value instanceof Secret)
    .map(secret => secret.reveal());
}

/** The level of a text such as `CONNECTOR_LOG_LEVEL`; `warn` for what is no other. */
export function levelOf(text: string): LogLevel {
  const level = text.toLowerCase();
  if (level === 'debug' || level === 'info' || level === 'error') return level;

  return 'warn';
}
