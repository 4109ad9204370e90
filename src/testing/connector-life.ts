import type { ConfigSources } from '../config/index.js';
import type { ConnectorBlueprint } from '../connectors/index.js';
import type { Clock } from '../injection/index.js';
import { secretsOf, type ConnectorReport } from '../runtime/index.js';
import type { BundleCopy } from '../transport/index.js';
import type { BenchLog } from './bench-log.js';
import type { BenchOptions } from './bench-options.js';
import { benchSources } from './bench-sources.js';
import { ConnectorProcess } from './connector-process.js';
import { freePort } from './free-port.js';
import { RequestReports } from './request-reports.js';
import type { ScriptedSource } from './scripted-source.js';

/** What a {@link ConnectorLife} is made from. */
export interface LifeOptions {
  readonly blueprint: ConnectorBlueprint;
  readonly options: BenchOptions;
  readonly source: ScriptedSource;
  readonly clock: Clock;
  readonly log: BenchLog;
  readonly sent: BundleCopy;
  /** Variables that the operator may override. */
  readonly variables: Readonly<Record<string, string>>;
}

/** The processes of a connector, one after another: for each run, or for as long as it listens. */
export class ConnectorLife {
  /** Of requests that are answered. */
  readonly reports = new RequestReports();
  /** What the last process has done; undefined before there was anything. */
  report: ConnectorReport | undefined;
  private readonly secretsSeen = new Set<string>();
  private listening: Promise<ConnectorProcess> | undefined;

  constructor(private readonly parts: LifeOptions) {}

  /** The secrets that the connector ran with, in plain text. */
  get secrets(): readonly string[] {
    return [...this.secretsSeen];
  }

  /** Builds the connector anew. @throws ConfigError and what else keeps it from being built. */
  process(more: Readonly<Record<string, string>> = {}): ConnectorProcess {
    const { blueprint, options, clock, log, sent } = this.parts;
    const provide = new Map(options.provide);
    const process = new ConnectorProcess({
      ...{ blueprint, sources: this.sources(more), provide, clock, log, copies: [sent] },
      onRun: soFar => {
        this.report = soFar;
        const last = soFar.requests?.at(-1);
        if (last) this.reports.add(last);
      },
    });
    for (const secret of secretsOf(process.booted.config)) this.secretsSeen.add(secret);

    return process;
  }

  /** Starts a process that listens, unless there is one. */
  async start(): Promise<void> {
    await (this.listening ??= this.listen());
  }

  /** Ends the process that listens, if there is one. */
  async stop(): Promise<void> {
    const listening = await this.listening?.catch(() => undefined);
    this.listening = undefined;
    await listening?.stop();
  }

  private async listen(): Promise<ConnectorProcess> {
    try {
      const port = String(await freePort());
      const process = this.process({ CONNECTOR_LISTEN_PROTOCOL_API_PORT: port });
      const { log } = this.parts;
      const listens = log.whenWritten('listening', log.lines.length);
      const ended = process.run({ once: false }).then(({ error }) => {
        const reason = error ?? new Error('the connector has stopped');
        this.reports.end(reason);
        this.listening = undefined;
        throw reason;
      });
      await Promise.race([listens, ended]);
      // Whoever waits for a report is told; nobody else has to care.
      ended.catch(() => undefined);

      return process;
    } catch (error) {
      this.listening = undefined;
      throw error;
    }
  }

  private sources(more: Readonly<Record<string, string>>): ConfigSources {
    const { options, source, variables } = this.parts;
    const { settings = {}, env } = options;
    const given = typeof settings === 'function' ? settings({ source }) : settings;

    return benchSources(given, { ...variables, ...more, ...env });
  }
}
