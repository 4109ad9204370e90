import { Secret } from '../config/index.js';
import type { ConnectorBlueprint } from '../connectors/index.js';
import { Platform, PlatformClient, probePlatform } from '../platform/index.js';
import type { ConnectorReport } from '../runtime/index.js';
import type { Sandbox, WorkView } from '../sandbox/index.js';
import { bundle, type StixObject } from '../stix/index.js';
import { USER_AGENT } from '../version.js';
import type { BenchClock } from './bench-clock.js';
import { BenchLog } from './bench-log.js';
import type { BenchOptions } from './bench-options.js';
import { ConnectorLife } from './connector-life.js';
import type { ScriptedSource } from './scripted-source.js';
import { SentBundles, objectsOf, type SentBundle } from './sent-bundles.js';

const CONNECTOR_ID = '0d4c7c9e-6f0b-4f43-9a52-6d1b0f3a8f11';

/** What a bench shows of its connector, at the moment it is asked. */
export abstract class BenchViews {
  /** Every line that the connector and octiflow logged. */
  readonly log = new BenchLog();
  /** OpenCTI, asked as its administrator, to prepare what a test needs: drafts, users, labels. */
  readonly platform: Platform;
  /** @internal */
  protected readonly sent = new SentBundles();
  /** @internal */
  protected readonly client: PlatformClient;
  /** @internal */
  protected readonly blueprint: ConnectorBlueprint;
  /** @internal */
  protected readonly life: ConnectorLife;

  /** @internal */
  protected constructor(
    blueprint: ConnectorBlueprint,
    private readonly options: BenchOptions,
    /** The embedded OpenCTI. */
    readonly sandbox: Sandbox,
    /** The source that answers as the test says. */
    readonly source: ScriptedSource,
    /** Stands still, save for pauses between tries, which are left out. */
    readonly clock: BenchClock,
  ) {
    this.blueprint = blueprint;
    this.life = new ConnectorLife({
      ...{ blueprint, options, source, clock, log: this.log, sent: this.sent },
      variables: {
        CONNECTOR_ID: this.connectorId,
        CONNECTOR_AUTO: 'false',
        CONNECTOR_AUTO_UPDATE: 'false',
        ...sandbox.variables,
      },
    });
    const { url, token } = sandbox;
    const addressee = { url, token: new Secret(token), userAgent: USER_AGENT };
    this.client = new PlatformClient(addressee, clock, new BenchLog());
    this.platform = new Platform(this.client, () => probePlatform(this.client, new BenchLog()));
  }

  /** Id of the connector in OpenCTI. */
  get connectorId(): string {
    return this.options.connectorId ?? CONNECTOR_ID;
  }

  /** Every bundle that was sent, whole, oldest first. */
  get bundles(): readonly SentBundle[] {
    return this.sent.all;
  }

  /** The objects of those bundles, each as it was sent last. */
  get objects(): readonly StixObject[] {
    return objectsOf(this.sent.all);
  }

  /** The connector's works in OpenCTI, oldest first. */
  get works(): readonly WorkView[] {
    return this.sandbox.works().filter(({ connector }) => connector === this.connectorId);
  }

  /** The state that OpenCTI keeps for the connector: an import's bookmark; null for none. */
  get bookmark(): unknown {
    const found = this.sandbox.connectors().find(({ id }) => id === this.connectorId);

    return found?.state ?? null;
  }

  /** What the connector has done, as `--report` would write it; undefined before anything was done. */
  get report(): ConnectorReport | undefined {
    return this.life.report;
  }

  /** The secrets that the connector ran with, in plain text: to look for where they must not be. */
  get secrets(): readonly string[] {
    return this.life.secrets;
  }

  /** Tells OpenCTI what it is to know, without an event. */
  async load(...objects: readonly StixObject[]): Promise<void> {
    await this.sandbox.load(bundle(objects));
  }
}
