/** What one OpenCTI can do, as far as it matters here. Nothing is sent that it does not know. */
export interface PlatformCapabilities {
  /** Such as `6.9.17` or `7.260817.0`; empty when the platform does not tell. */
  readonly version: string;
  readonly generation: 6 | 7;
  /** Fields of `RegisterConnectorInput`. */
  readonly registerInputs: ReadonlySet<string>;
  /** Whether a work may be told that its expectations come in several parts. */
  readonly multiPartWorks: boolean;
  /** Whether registration answers with the keys that signed callbacks are checked against. */
  readonly jwks: boolean;
}

/** The registration input of OpenCTI 6. */
export const BASELINE_REGISTER_INPUTS: readonly string[] = [
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
