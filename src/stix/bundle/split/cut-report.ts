import type { GraphItem, ObjectGraph } from './object-graph.js';
import { externalReferenceKey } from './embedded-lists.js';
import { obstacleOf } from './obstacle.js';
import { isReferenceProperty } from './reference-list.js';
import type { CutReference } from './split-result.js';

/** Lists what the objects that are sent lost, by comparing them with what was given. */
export function reportCuts(
  graph: ObjectGraph,
  sent: readonly GraphItem[],
  cleanup: boolean,
): CutReference[] {
  return sent.filter(item => item.isChanged).flatMap(item => cutsOf(graph, item, cleanup));
}

function cutsOf(graph: ObjectGraph, item: GraphItem, cleanup: boolean): CutReference[] {
  const cuts: CutReference[] = [];
  const node = graph.nodeOf(item.id);
  for (const [property, before] of Object.entries(item.source)) {
    if (property === 'external_references' && Array.isArray(before)) {
      cuts.push(...namelessReferences(item, before));
    } else if (isReferenceProperty(property)) {
      const kept = new Set(asList(item.copy[property]));
      const lost = new Set(asList(before).filter(ref => !kept.has(ref)));
      for (const ref of lost) {
        const target = typeof ref === 'string' ? graph.nodeOf(ref) : undefined;
        const reason = obstacleOf(node, property, ref, target, cleanup) ?? 'closes a cycle';
        cuts.push({ id: item.id, property, ref: String(ref), reason });
      }
    }
  }
  return cuts;
}

function namelessReferences({ id }: GraphItem, entries: readonly unknown[]): CutReference[] {
  return (entries as readonly Readonly<Record<string, unknown>>[])
    .filter(entry => externalReferenceKey(entry) === undefined)
    .map(({ source_name }) => ({
      id,
      property: 'external_references',
      ref: typeof source_name === 'string' ? source_name : '',
      reason: 'has no url, and not both a source and an external id',
    }));
}

function asList(value: unknown): readonly unknown[] {
  if (value === null || value === undefined) return [];

  return Array.isArray(value) ? value : [value];
}
