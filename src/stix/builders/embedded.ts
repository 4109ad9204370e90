import { BundleError } from '../../errors/index.js';
import type { ExternalReference } from '../model/external-reference.js';
import type { KillChainPhase } from '../model/kill-chain-phase.js';
import type { WithOneOf } from './properties-of.js';

/**
 * What {@link externalReference} takes: `source_name`, and a `url` or an `external_id`. OpenCTI drops
 * a reference that has neither.
 */
export type ExternalReferenceProperties = WithOneOf<ExternalReference, 'url' | 'external_id'>;

/**
 * Builds an external reference, to be put into `external_references`.
 *
 * @throws BundleError `BUNDLE_PROPERTY_MISSING`.
 */
export function externalReference(properties: ExternalReferenceProperties): ExternalReference {
  const { source_name, url, external_id } = properties as Partial<ExternalReference>;
  if (!source_name) throw missing('external-reference', 'source_name');
  if (!url && !external_id) throw missing('external-reference', 'url');

  return withoutUndefined(properties);
}

/**
 * Builds a kill chain phase, to be put into `kill_chain_phases`.
 *
 * @throws BundleError `BUNDLE_PROPERTY_MISSING`.
 */
export function killChainPhase(properties: KillChainPhase): KillChainPhase {
  const { kill_chain_name, phase_name } = properties as Partial<KillChainPhase>;
  if (!kill_chain_name) throw missing('kill-chain-phase', 'kill_chain_name');
  if (!phase_name) throw missing('kill-chain-phase', 'phase_name');

  return withoutUndefined(properties);
}

function missing(type: string, property: string): BundleError {
  return new BundleError('BUNDLE_PROPERTY_MISSING', { type, property });
}

function withoutUndefined<T extends object>(properties: T): T {
  const members = Object.entries(properties).filter(([, value]) => value != null);

  return Object.fromEntries(members) as T;
}
