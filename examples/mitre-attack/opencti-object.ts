import type { StixObject } from 'octiflow';

/** An object of ATT&CK or CAPEC, as far as it is looked at. */
export interface MitreObject extends StixObject {
  readonly revoked?: boolean;
  readonly external_references?: readonly { source_name: string; external_id?: string }[];
  readonly kill_chain_phases?: readonly { kill_chain_name: string; phase_name: string }[];
  readonly object_marking_refs?: readonly string[];
  readonly source_ref?: string;
  readonly target_ref?: string;
  readonly tactic_refs?: readonly string[];
  readonly x_mitre_shortname?: string;
  readonly x_mitre_deprecated?: boolean;
}

/** Whether an item of a collection is an object at all. */
export function isMitreObject(item: unknown): item is MitreObject {
  const { type, id } = (item ?? {}) as Partial<StixObject>;

  return typeof type === 'string' && typeof id === 'string';
}

/** Types that OpenCTI has, by MITRE's name for them. */
const TYPES: ReadonlyMap<string, string> = new Map([
  ['x-mitre-data-source', 'data-source'],
  ['x-mitre-data-component', 'data-component'],
  ...[
    'attack-pattern',
    'campaign',
    'course-of-action',
    'identity',
    'intrusion-set',
    'malware',
    'marking-definition',
    'relationship',
    'tool',
  ].map((type): [string, string] => [type, type]),
]);

/** Names under which ATT&CK and CAPEC give the id of an object among its references. */
const CATALOGUES = /^(mitre-(mobile-|ics-)?attack|capec)$/;

/** What OpenCTI makes of the phases of a kill chain that it is to show in order. */
interface PhaseOrder {
  readonly order: ReadonlyMap<string, number>;
}

/** The object with OpenCTI's names for what it says; undefined when OpenCTI has no such type. */
export function asOpenctiObject(
  object: MitreObject,
  { order }: PhaseOrder,
): StixObject | undefined {
  const type = TYPES.get(object.type);
  if (type === undefined) return undefined;

  const catalogueId = object.external_references?.find(each => CATALOGUES.test(each.source_name));
  const hasId = type === 'attack-pattern' || type === 'course-of-action';

  return {
    ...object,
    type,
    ...(hasId && catalogueId?.external_id && { x_mitre_id: catalogueId.external_id }),
    ...(object.kill_chain_phases && {
      kill_chain_phases: object.kill_chain_phases.map(phase => ({
        ...phase,
        x_opencti_order: order.get(phase.phase_name) ?? 0,
      })),
    }),
  };
}
