import { randomUUID } from 'node:crypto';

import { BundleError } from '../../../errors/index.js';
import type { Bundle, StixObject } from '../../stix-object.js';
import { reportCuts } from './cut-report.js';
import { rankCycles } from './cycle-ranks.js';
import { DependencyWalk, type WalkOutcome } from './dependency-walk.js';
import { readGraph, type GraphItem, type ObjectGraph } from './object-graph.js';
import type { SplitBundle, SplitOptions, SplitResult } from './split-result.js';

/**
 * Splits a bundle into bundles of one object each, in the order in which OpenCTI can import them:
 * what an object refers to comes before it. Writes the number of objects needed as `x_opencti_seq`,
 * and as `nb_deps` inside the object, which is OpenCTI's wire form.
 *
 * What can't be imported is left out and listed, never lost in silence. The bundle given is not
 * changed. Takes time in proportion to objects and references.
 *
 * ```ts
 * const { bundles, expectations, dropped } = splitBundle(bundle(objects), { cleanup: true });
 * ```
 *
 * @throws BundleError `BUNDLE_NOT_JSON` for text that is not JSON; `BUNDLE_WITHOUT_OBJECTS` for what
 * has no list of objects; `BUNDLE_OBJECT_WITHOUT_ID`, `BUNDLE_OBJECT_WITHOUT_TYPE` and
 * `BUNDLE_MEMBER_MALFORMED` for an object that pycti would fail on.
 * @see docs/reference/splitter.md for where and why it departs from pycti's splitter
 */
export function splitBundle(bundle: Bundle | string, options: SplitOptions = {}): SplitResult {
  const { cleanup = false, cycles = 'pycti' } = options;
  const given = readBundle(bundle);

  let graph = readGraph(given.objects, cycles === 'cut' ? 'shared' : 'own');
  let outcome = new DependencyWalk(graph, cleanup).run();
  if (cycles === 'cut' ? outcome.isCyclic : outcome.losesReference) {
    graph = readGraph(given.objects, 'shared');
    rankCycles(graph, cleanup);
    outcome = new DependencyWalk(graph, cleanup).run();
  }

  return resultOf(given.id, graph, outcome, options);
}

function readBundle(bundle: unknown): { id: string; objects: readonly unknown[] } {
  const { id, objects } = asRecord(typeof bundle === 'string' ? parse(bundle) : bundle);
  if (!Array.isArray(objects)) throw new BundleError('BUNDLE_WITHOUT_OBJECTS', {});

  return { id: typeof id === 'string' ? id : `bundle--${randomUUID()}`, objects };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new BundleError('BUNDLE_NOT_JSON', { reason: (cause as Error).message }, { cause });
  }
}

function asRecord(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}

function resultOf(
  bundleId: string,
  graph: ObjectGraph,
  outcome: WalkOutcome,
  { cleanup = false, eventVersion }: SplitOptions,
): SplitResult {
  // The sort is stable and the walk puts dependencies first, so equal counts stay in a good order.
  const sent = outcome.sent.sort((a, b) => a.count - b.count);

  return {
    bundles: sent.map(item => bundleOf(bundleId, item, eventVersion)),
    expectations: sent.length,
    dropped: [...graph.dropped, ...outcome.dropped],
    cut: reportCuts(graph, sent, cleanup),
    replaced: graph.replaced,
  };
}

function bundleOf(id: string, item: GraphItem, eventVersion: string | undefined): SplitBundle {
  const one: SplitBundle = {
    type: 'bundle',
    id,
    spec_version: '2.1',
    x_opencti_seq: item.count,
    objects: [item.copy as unknown as StixObject],
  };

  return eventVersion == null ? one : { ...one, x_opencti_event_version: eventVersion };
}
