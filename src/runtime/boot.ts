import { join } from 'node:path';
import {
  BUILT_IN_SETTINGS,
  ConnectorSettings,
  isConfigClass,
  loadConfig,
  type ConfigSources,
  type LoadedConfig,
} from '../config/index.js';
import type { ConnectorBlueprint } from '../connectors/index.js';
import {
  Clock,
  Container,
  Logger,
  checkConstructors,
  constructorGraph,
  type Token,
} from '../injection/index.js';
import { Platform } from '../platform/index.js';
import { injectedPlatform } from './injected-platform.js';
import { FileRateLimitStore, HttpTraffic, RateLimitMemory } from '../http/index.js';
import { logConfigNotes } from './log-config-notes.js';
import { settingDefaults } from './setting-defaults.js';

/** A connector that is ready to run: configured, built, and not yet connected to anything. */
export interface BootedConnector {
  readonly blueprint: ConnectorBlueprint;
  readonly config: LoadedConfig;
  readonly log: Logger;
  /** Instance of the connector's class. */
  readonly connector: unknown;
  /** Releases what injection built: sockets of `Http`, and whatever has a `dispose`. */
  dispose(): Promise<void>;
}

/** What {@link boot} needs. */
export interface BootOptions {
  readonly blueprint: ConnectorBlueprint;
  readonly sources: ConfigSources;
  /** Defaults by YAML path that stand below the operator's settings, such as a sandbox's token. */
  readonly defaults?: Readonly<Record<string, unknown>>;
  readonly clock: Clock;
  /** Makes the log once the settings (level, format) are known. */
  readonly logFor: (config: LoadedConfig, blueprint: ConnectorBlueprint) => Logger;
  /** What is provided in place of what would be built, by the class or name that asks for it. */
  readonly provide?: ReadonlyMap<Token, unknown>;
  /** Makes what stands between `Http` and the sources. Default: nothing does. */
  readonly trafficFor?: (config: LoadedConfig) => HttpTraffic;
}

/** What every constructor may ask for. */
const PROVIDED: ReadonlySet<Token> = new Set<Token>([Clock, Logger, Platform]);

/**
 * Builds a connector: looks through its constructors, loads every settings class that they ask
 * for, and lets injection make the instances.
 *
 * @throws InjectionError when a constructor has a hole.
 * @throws ConfigError `CONFIG_INVALID` with every problem of every settings class.
 */
export function boot({
  blueprint,
  sources,
  defaults,
  clock,
  logFor,
  provide = new Map(),
  trafficFor,
}: BootOptions): BootedConnector {
  const container = Container.create().child();
  const isProvided = (token: Token): boolean => PROVIDED.has(token) || provide.has(token);
  checkConstructors(blueprint.target, isProvided);

  const graph = constructorGraph(blueprint.target, isProvided);
  const classes = new Set([...BUILT_IN_SETTINGS, ...graph.filter(isConfigClass)]);
  const config = loadConfig([...classes], sources, {
    defaults: { ...settingDefaults(blueprint), ...defaults },
  });

  const log = logFor(config, blueprint);
  logConfigNotes(config, log);
  const injected = injectedPlatform(config, clock, log);
  container.provide(Clock, clock).provide(Logger, log).provide(Platform, injected.platform);
  for (const settings of classes) container.provide(settings, config.get(settings));
  for (const [token, value] of provide) container.provide(token, value);
  if (trafficFor) container.provide(HttpTraffic, trafficFor(config));
  const limits = keptLimits(config);
  if (limits) container.provide(RateLimitMemory, limits);
  const connector = container.resolve(blueprint.target);

  return {
    blueprint,
    config,
    log,
    connector,
    dispose: async () => {
      await container.dispose().finally(() => injected.close());
    },
  };
}

/** Rate limits survive a restart where the operator has given a folder for such things. */
function keptLimits(config: LoadedConfig): RateLimitMemory | undefined {
  const { id, storePath } = config.get(ConnectorSettings);

  return storePath ? new FileRateLimitStore(join(storePath, `${id}.limits.json`)) : undefined;
}
