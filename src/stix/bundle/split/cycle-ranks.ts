import type { GraphNode, ObjectGraph } from './object-graph.js';
import { obstacleOf } from './obstacle.js';
import { isReferenceProperty, openReferences } from './reference-list.js';
import { stronglyConnected } from './strongly-connected.js';

/** How hard a reference is to give up, the easiest first. */
const FIRMNESS = ['list', 'single', 'protection'] as const;
type Firmness = (typeof FIRMNESS)[number];

/** Losing one of these would publish an object without its protection. */
const PROTECTION: ReadonlySet<string> = new Set(['object_marking_refs', 'x_opencti_granted_refs']);

type Links = ReadonlyMap<GraphNode, Readonly<Record<Firmness, GraphNode[]>>>;

/**
 * Gives every node a group and a rank, so that cutting the references that lead to a higher rank of
 * the same group leaves no cycle.
 *
 * A group is a set of objects that all reach each other. A single reference (and the places of a
 * sighting) is cut only in a cycle that has no reference in a list, a marking or sharing only in a
 * cycle made of nothing else. Where a choice is left, the reference that closes the cycle is cut, seen
 * from its first object in the bundle. Takes time in proportion to objects and references.
 */
export function rankCycles(graph: ObjectGraph, cleanup: boolean): void {
  const links: Links = new Map(graph.nodes.map(node => [node, linksOf(graph, node, cleanup)]));

  let rank = 0;
  stronglyConnected(graph.nodes, linksFrom(links, FIRMNESS)).forEach((members, index) => {
    for (const node of inOrder(members, links, 1)) {
      node.group = index + 1;
      node.rank = rank++;
    }
  });
}

/**
 * Orders the members of a cycle by their firmer references; no deeper than there are kinds. Where the
 * firmer ones alone tie all of them together, the order stands.
 */
function inOrder(
  members: readonly GraphNode[],
  links: Links,
  firmer: number,
): readonly GraphNode[] {
  const kinds = FIRMNESS.slice(firmer);
  if (members.length === 1 || kinds.length === 0) return members;

  const inner = stronglyConnected(members, linksFrom(links, kinds));
  if (inner.length === 1) return inOrder(members, links, firmer + 1);

  return inner.flatMap(set => inOrder(set, links, firmer + 1));
}

function linksFrom(links: Links, kinds: readonly Firmness[]) {
  return (node: GraphNode): readonly GraphNode[] => {
    const all = links.get(node);

    return all === undefined ? [] : kinds.flatMap(kind => all[kind]);
  };
}

function linksOf(
  graph: ObjectGraph,
  node: GraphNode,
  cleanup: boolean,
): Record<Firmness, GraphNode[]> {
  const links: Record<Firmness, GraphNode[]> = { list: [], single: [], protection: [] };
  for (const [property, value] of Object.entries(node.item?.copy ?? {})) {
    if (!isReferenceProperty(property)) continue;
    const list = openReferences(node.id, property, value, cleanup);
    for (const ref of list?.refs ?? []) {
      const target = typeof ref === 'string' ? graph.nodeOf(ref) : undefined;
      const isKept = obstacleOf(node, property, ref, target, cleanup) === undefined;
      if (isKept && target?.item !== undefined) links[firmnessOf(property)].push(target);
    }
  }
  return links;
}

function firmnessOf(property: string): Firmness {
  if (PROTECTION.has(property)) return 'protection';

  return property.endsWith('_ref') || property === 'where_sighted_refs' ? 'single' : 'list';
}
