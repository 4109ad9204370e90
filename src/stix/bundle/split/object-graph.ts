import { BundleError } from '../../../errors/index.js';
import { OPENCTI_EXTENSION } from '../../model/extensions.js';
import { isSupportedId } from '../supported-ids.js';
import type { ReferenceList } from './reference-list.js';
import type { DroppedObject } from './split-result.js';

/** A shallow copy of an object, free to change at its own level. */
export type WorkingCopy = Record<string, unknown>;

/** An object that is being read. */
export interface OpenVisit {
  /** The visit of the same object that this one interrupts. */
  readonly outer: OpenVisit | undefined;
  /** The references that are being followed; undefined between two members. */
  list: ReferenceList | undefined;
}

/** An object of the bundle, on its way to the output. */
export interface GraphItem {
  readonly id: string;
  /** The object as given. */
  source: object;
  /** What is sent. */
  copy: WorkingCopy;
  /** The nodes of the object's internal ids. */
  aliases: readonly GraphNode[];
  /** Objects needed, itself included. */
  count: number;
  /** The visit that is going on; the innermost when a cycle or an internal id led back. */
  openVisit: OpenVisit | undefined;
  /** The object has been put in the output or dropped. */
  isSettled: boolean;
  /** The copy differs from the source in more than its count. */
  isChanged: boolean;
}

/** What one id stands for while a bundle is split. */
export interface GraphNode {
  /** The id that references use. */
  readonly id: string;
  /** False when OpenCTI doesn't import ids of this type. */
  readonly isSupported: boolean;
  /** The object that the id leads to; undefined when the bundle doesn't hold it. */
  item: GraphItem | undefined;
  /** The object whose visit finished this id; undefined until then. */
  finishedBy: GraphItem | undefined;
  /** The walk is below this node now. */
  isOnPath: boolean;
  /** The root that listed this node as one of its references. */
  listedBy: GraphNode | undefined;
  /** The root that this node listed as one of its references. */
  listsRoot: GraphNode | undefined;
  /** The cycle group that this node belongs to; 0 when cycles are not ranked. */
  group: number;
  /** Place inside the group: a reference to a higher rank is cut. */
  rank: number;
}

/** The objects of a bundle by every id that reaches them. */
export interface ObjectGraph {
  /** The nodes of the objects' own ids, in order of first appearance. */
  readonly nodes: readonly GraphNode[];
  /** Finds the node of an id or internal id; makes an empty one for an id that leads nowhere. */
  nodeOf(id: string): GraphNode;
  readonly dropped: DroppedObject[];
  readonly replaced: DroppedObject[];
}

const NO_ALIASES: readonly GraphNode[] = [];
const NO_IDS: readonly string[] = [];

/**
 * Reads a bundle's objects into a graph.
 *
 * @param internalIds `own` gives each internal id a node of its own, as pycti does, so an object that
 * is reached by two ids is visited twice; `shared` makes them one node.
 * @throws BundleError `BUNDLE_OBJECT_WITHOUT_ID` when an object has no id at all.
 */
export function readGraph(objects: readonly unknown[], internalIds: 'own' | 'shared'): ObjectGraph {
  const byId = new Map<string, GraphNode>();
  const nodes: GraphNode[] = [];
  const dropped: DroppedObject[] = [];
  const replaced: DroppedObject[] = [];

  objects.forEach((source, index) => {
    const item = itemOf(source, index);
    if ('reason' in item) {
      dropped.push(item);
      return;
    }

    const known = byId.get(item.id);
    if (known === undefined) {
      nodes.push(add(item.id, item));
    } else {
      known.item = item;
      replaced.push({ id: item.id, reason: 'a later object of the bundle has the same id' });
    }
  });
  addInternalIds(byId, nodes, internalIds);

  return { nodes, dropped, replaced, nodeOf: id => byId.get(id) ?? add(id, undefined) };

  function add(id: string, item: GraphItem | undefined): GraphNode {
    const node = nodeOf(id, item);
    byId.set(id, node);

    return node;
  }
}

function itemOf(source: unknown, index: number): GraphItem | DroppedObject {
  const copy = shallowCopy(source);
  if (copy === undefined) {
    return { id: `objects[${index}]`, reason: 'not an object that can be read' };
  }

  const id = copy['id'];
  if (id === undefined) throw new BundleError('BUNDLE_OBJECT_WITHOUT_ID', { index });
  if (typeof id !== 'string') return { id: `objects[${index}]`, reason: 'id is not text' };

  return {
    id,
    source: source as object,
    copy,
    aliases: NO_ALIASES,
    count: 0,
    openVisit: undefined,
    isSettled: false,
    isChanged: false,
  };
}

function shallowCopy(source: unknown): WorkingCopy | undefined {
  if (typeof source !== 'object' || source === null || Array.isArray(source)) return undefined;
  try {
    return { ...source };
  } catch {
    return undefined;
  }
}

function nodeOf(id: string, item: GraphItem | undefined): GraphNode {
  return {
    id,
    isSupported: isSupportedId(id),
    item,
    finishedBy: undefined,
    isOnPath: false,
    listedBy: undefined,
    listsRoot: undefined,
    group: 0,
    rank: 0,
  };
}

/** An internal id leads to the last object that bears it, and never hides an id. */
function addInternalIds(
  byId: Map<string, GraphNode>,
  nodes: readonly GraphNode[],
  internalIds: 'own' | 'shared',
): void {
  const aliases = new Map<string, GraphNode>();
  for (const node of nodes) {
    const { item } = node;
    const ids = item === undefined ? NO_IDS : internalIdsOf(item.copy);
    if (item === undefined || ids.length === 0) continue;

    item.aliases = ids
      .filter(id => !byId.has(id))
      .map(id => {
        const alias = internalIds === 'shared' ? node : (aliases.get(id) ?? nodeOf(id, item));
        alias.item = item;
        aliases.set(id, alias);

        return alias;
      });
  }

  for (const [id, node] of aliases) byId.set(id, node);
}

/** The ids that OpenCTI itself gave an object, in its own member and in the extension. */
export function internalIdsOf({ x_opencti_id, extensions }: WorkingCopy): readonly string[] {
  if (x_opencti_id === undefined && extensions == null) return NO_IDS;
  const extension = (extensions as Record<string, { id?: unknown } | null> | null)?.[
    OPENCTI_EXTENSION
  ];

  return [x_opencti_id, extension?.id].filter(
    (id): id is string => typeof id === 'string' && id !== '',
  );
}
