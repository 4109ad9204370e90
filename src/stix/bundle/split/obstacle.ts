import { isSupportedId } from '../supported-ids.js';
import type { GraphNode } from './object-graph.js';

/** Why a reference can't be kept, whatever the order of the walk. */
export type Obstacle =
  'not text' | 'OpenCTI does not import this type' | 'not in the bundle' | 'refers to itself';

/** Author, markings and sharing: losing one would publish an object without its protection. */
const NEVER_STRIPPED: ReadonlySet<string> = new Set([
  'created_by_ref',
  'object_marking_refs',
  'x_opencti_created_by_ref',
  'x_opencti_granted_refs',
]);

/** Finds what stands against one reference of a node; undefined when nothing does. */
export function obstacleOf(
  node: GraphNode,
  property: string,
  ref: unknown,
  target: GraphNode | undefined,
  cleanup: boolean,
): Obstacle | undefined {
  if (typeof ref !== 'string' || target === undefined) return 'not text';

  const isSupported = ref === target.id ? target.isSupported : isSupportedId(ref);
  if (!isSupported) return 'OpenCTI does not import this type';
  if (cleanup && target.item === undefined && !isProtected(property, ref))
    return 'not in the bundle';
  if (target === node) return 'refers to itself';

  return undefined;
}

function isProtected(property: string, ref: string): boolean {
  return ref !== '' && NEVER_STRIPPED.has(property);
}
