/**
 * Something that not every OpenCTI has:
 *
 * - `multiPartWorks`: a work may be told that its expectations come in several parts.
 * - `callbackKeys`: registration answers with the keys that signed callbacks are checked against.
 * - `workContext`: a request may name the work it belongs to, and is refused once that is gone.
 * - `namedTokens`: users have several tokens, each with a name, shown once. Else they have one.
 */
export type PlatformFeature = 'multiPartWorks' | 'callbackKeys' | 'workContext' | 'namedTokens';

/** What {@link PlatformCapabilities} are made from. */
export interface PlatformFacts {
  /** Such as `6.9.17` or `7.260817.0`; empty when the platform does not tell. */
  readonly version: string;
  readonly generation: 6 | 7;
  /** Fields of `RegisterConnectorInput`; default: those of OpenCTI 6. */
  readonly registerInputs?: Iterable<string>;
  readonly features?: Iterable<PlatformFeature>;
}

/** What one OpenCTI can do, as far as it matters here. Nothing is sent that it does not know. */
export class PlatformCapabilities {
  /** Such as `6.9.17` or `7.260817.0`; empty when the platform does not tell. */
  readonly version: string;
  readonly generation: 6 | 7;
  /** Fields of `RegisterConnectorInput`. */
  readonly registerInputs: ReadonlySet<string>;
  private readonly features: ReadonlySet<PlatformFeature>;

  constructor(facts: PlatformFacts) {
    this.version = facts.version;
    this.generation = facts.generation;
    this.registerInputs = new Set(facts.registerInputs ?? BASELINE_REGISTER_INPUTS);
    this.features = new Set(facts.features);
  }

  /** Whether this OpenCTI has it. */
  has(feature: PlatformFeature): boolean {
    return this.features.has(feature);
  }

  /** Whether a work may be told that its expectations come in several parts. */
  get multiPartWorks(): boolean {
    return this.has('multiPartWorks');
  }

  /** Whether registration answers with the keys that signed callbacks are checked against. */
  get jwks(): boolean {
    return this.has('callbackKeys');
  }
}

/** The registration input of OpenCTI 6. */
const BASELINE_REGISTER_INPUTS: readonly string[] = [
  'id',
  'name',
  'type',
  'scope',
  'auto',
  'auto_update',
  'enrichment_resolution',
  'only_contextual',
  'playbook_compatible',
  'listen_callback_uri',
];
