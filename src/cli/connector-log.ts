import { ConnectorSettings, OpenctiSettings, type LoadedConfig } from '../config/index.js';
import type { ConnectorBlueprint } from '../connectors/index.js';
import type { Clock, Logger } from '../injection/index.js';
import { JsonLog, levelOf, redactor, secretsOf } from '../runtime/index.js';
import { TerminalLog } from './terminal-log.js';

/** What decides how the log looks. */
export interface ConnectorLogOptions {
  readonly config: LoadedConfig;
  readonly blueprint: ConnectorBlueprint;
  readonly clock: Clock;
  /** A person is watching: readable lines instead of JSON. */
  readonly readable: boolean;
  /** From `--log-level`; goes before the setting. */
  readonly level?: string;
}

/** The log of a connector: readable lines for a person, JSON lines for a machine. */
export function connectorLog({ config, clock, readable, level }: ConnectorLogOptions): Logger {
  const settings = config.get(ConnectorSettings);
  const redact = redactor(secretsOf(config));
  const chosen = levelOf(level ?? settings.logLevel);
  if (!readable) return JsonLog.create({ level: chosen, name: settings.name, clock, redact });

  return new TerminalLog({
    level: chosen,
    clock,
    redact,
    out: line => process.stdout.write(`${line}\n`),
    problem: line => process.stderr.write(`${line}\n`),
  });
}

/** Whether this run is watched by a person: on a terminal, unless the settings ask for JSON. */
export function isReadable(config: LoadedConfig, isForPeople: boolean): boolean {
  const asked = config.get(OpenctiSettings).jsonLogging;

  return asked === undefined ? isForPeople || process.stdout.isTTY : !asked;
}
