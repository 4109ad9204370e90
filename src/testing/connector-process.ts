import type { ConfigSources } from '../config/index.js';
import type { ConnectorBlueprint } from '../connectors/index.js';
import type { Clock, Logger, Token } from '../injection/index.js';
import {
  StopSwitch,
  boot,
  runConnector,
  type BootedConnector,
  type ConnectorOutcome,
  type ConnectorReport,
} from '../runtime/index.js';
import type { BundleCopy } from '../transport/index.js';

/** What a {@link ConnectorProcess} is made from. */
export interface ProcessOptions {
  readonly blueprint: ConnectorBlueprint;
  readonly sources: ConfigSources;
  readonly provide: ReadonlyMap<Token, unknown>;
  readonly clock: Clock;
  readonly log: Logger;
  readonly copies: readonly BundleCopy[];
  /** Told after each run or request what there has been so far. */
  readonly onRun: (soFar: ConnectorReport) => void;
}

/** Milliseconds on the bench's clock that work in flight is given. */
const STOP_MS = 8_000;
/** The sandbox is there already. */
const WAIT_MS = 10_000;

/** One life of a connector, as a process would live it: built, run, ended. */
export class ConnectorProcess {
  readonly booted: BootedConnector;
  private readonly switch: StopSwitch;
  private ended: Promise<ConnectorOutcome> | undefined;

  /** Builds the connector. @throws DeclarationError, InjectionError or ConfigError */
  constructor(private readonly options: ProcessOptions) {
    const { blueprint, sources, provide, clock, log } = options;
    this.booted = boot({ blueprint, sources, provide, clock, logFor: () => log });
    this.switch = new StopSwitch(clock, STOP_MS);
  }

  /** Runs it to its end: one run, or until it is stopped. Never rejects. */
  run(how: {
    readonly once: boolean;
    readonly startFrom?: { readonly state: unknown };
  }): Promise<ConnectorOutcome> {
    const { clock, log, copies, onRun } = this.options;
    this.ended = runConnector({
      ...{ booted: this.booted, clock, log, copies, stop: this.switch, waitMs: WAIT_MS },
      ...how,
      onRun: async soFar => onRun(soFar),
      sinceStartMs: () => 0,
      peakRssMb: () => 0,
    }).finally(async () => {
      this.switch.dispose();
      await this.booted.dispose();
    });

    return this.ended;
  }

  /** Ends it; what is in flight is given up. */
  async stop(): Promise<void> {
    this.switch.stop('the test is over');
    this.switch.stop('the test is over');
    await (this.ended ?? this.booted.dispose());
  }
}
