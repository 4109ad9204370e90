/**
 * A step of an attack, in the words of one kill chain.
 *
 * @see STIX 2.1 section 2.11
 */
export interface KillChainPhase {
  /** Name of the kill chain, such as `mitre-attack`. */
  readonly kill_chain_name: string;
  /** Name of the step in that kill chain, such as `initial-access`. */
  readonly phase_name: string;
  /** Place of the step in OpenCTI's lists; 0 comes first. */
  readonly x_opencti_order?: number;
}
