import { externalReferenceKey, killChainPhaseKey, uniqueEntries } from './embedded-lists.js';
import type { GraphItem, GraphNode, ObjectGraph, OpenVisit } from './object-graph.js';
import { obstacleOf } from './obstacle.js';
import {
  halfReadReferences,
  isReferenceProperty,
  keptReferences,
  openReferences,
  type ReferenceList,
} from './reference-list.js';
import type { DroppedObject } from './split-result.js';
import { whyUnsendable } from './unsendable.js';

/** What a walk found. */
export interface WalkOutcome {
  /** Objects to send, each after what it refers to, unless a cycle stays whole. Not sorted yet. */
  readonly sent: GraphItem[];
  /** Objects that can't be sent, each with the reason. */
  readonly dropped: DroppedObject[];
  /** References go round in a circle somewhere. */
  readonly isCyclic: boolean;
  /** An object lost a single reference after it had been put in the output. */
  readonly losesReference: boolean;
}

/** An object that is being visited. */
interface Visit extends OpenVisit {
  readonly node: GraphNode;
  readonly item: GraphItem;
  /** Members to read, in the object's own order. */
  readonly properties: readonly string[];
  nextProperty: number;
  count: number;
}

/** The count is a sum over paths, exponential on deep diamonds; here it stops growing. */
const HIGHEST_COUNT = Number.MAX_SAFE_INTEGER;

/**
 * Visits the objects depth first, in the order of the bundle, and counts what each one needs. Does
 * what pycti does, with a stack of its own instead of recursion.
 *
 * The object that a walk starts from, its root, is not one of its own ancestors. A cycle of three or
 * more visits the root a second time, below itself, while its lists are half read.
 */
export class DependencyWalk {
  private readonly stack: Visit[] = [];
  private readonly sent: GraphItem[] = [];
  private readonly dropped: DroppedObject[] = [];
  private root: GraphNode | undefined;
  private isCyclic = false;
  private losesReference = false;

  constructor(
    private readonly graph: ObjectGraph,
    private readonly cleanup: boolean,
  ) {}

  /** Walks the whole graph. A graph is walked once: its nodes keep what the walk wrote. */
  run(): WalkOutcome {
    for (const node of this.graph.nodes) {
      if (node.item !== undefined && !node.finishedBy) this.walkFrom(node, node.item);
    }

    const { sent, dropped, isCyclic, losesReference } = this;
    return { sent, dropped, isCyclic, losesReference };
  }

  private walkFrom(root: GraphNode, item: GraphItem): void {
    this.root = root;
    this.enter(root, item);
    for (let top = this.stack.at(-1); top !== undefined; top = this.stack.at(-1)) {
      const child = this.advance(top);
      if (child?.item === undefined) this.leave(top);
      else this.enter(child, child.item);
    }
  }

  private enter(node: GraphNode, item: GraphItem): void {
    node.isOnPath = this.stack.length > 0;
    const visit: Visit = {
      node,
      item,
      outer: item.openVisit,
      properties: Object.keys(item.copy).filter(isRead),
      nextProperty: 0,
      list: undefined,
      count: 1,
    };
    item.openVisit = visit;
    this.stack.push(visit);
  }

  /** Reads on until an object has to be visited first; undefined when nothing is left to read. */
  private advance(visit: Visit): GraphNode | undefined {
    for (;;) {
      const child = visit.list === undefined ? undefined : this.follow(visit, visit.list);
      if (child !== undefined) return child;
      const property = visit.properties[visit.nextProperty++];
      if (property === undefined) return undefined;
      this.open(visit, property);
    }
  }

  private open(visit: Visit, property: string): void {
    const { copy, id } = visit.item;
    const value = copy[property];

    if (isReferenceProperty(property)) {
      visit.list = openReferences(id, property, value, this.cleanup);
    } else if (Array.isArray(value)) {
      const key = property === 'external_references' ? externalReferenceKey : killChainPhaseKey;
      copy[property] = uniqueEntries(id, property, value, key);
      visit.item.isChanged ||= copy[property] !== value;
    }
  }

  /** Follows references until one leads to an object that has to be visited first. */
  private follow(visit: Visit, list: ReferenceList): GraphNode | undefined {
    const { node } = visit;
    while (list.at < list.refs.length) {
      const ref = list.refs[list.at];
      const target = typeof ref === 'string' ? this.graph.nodeOf(ref) : undefined;
      const obstacle = obstacleOf(node, list.property, ref, target, this.cleanup);
      if (target === undefined || obstacle !== undefined || this.closesCycle(node, target)) {
        this.cut(visit, list);
      } else {
        this.record(node, target);
        if (target.item !== undefined && !target.finishedBy) return this.descend(target);
        this.keep(visit, list, target.finishedBy?.count ?? 0);
      }
    }

    visit.list = undefined;
    visit.item.copy[list.property] = keptReferences(list);
    return undefined;
  }

  /** A visit inside a visit of the same object sees the member that is being read half done. */
  private descend(target: GraphNode): GraphNode {
    const { item } = target;
    const list = item?.openVisit?.list;
    if (item !== undefined && list !== undefined) {
      this.isCyclic = true;
      this.losesReference ||= target === this.root && list.isSingle;
      item.copy[list.property] = halfReadReferences(list);
    }
    return target;
  }

  private leave(visit: Visit): void {
    const { node, item, count } = visit;
    this.stack.pop();
    node.isOnPath = false;
    item.count = count;
    item.copy['nb_deps'] = count;
    item.openVisit = visit.outer;
    if (!item.isSettled) this.settle(item);
    if (node.finishedBy === undefined) {
      node.finishedBy = item;
      for (const alias of item.aliases) alias.finishedBy = item;
    }

    const parent = this.stack.at(-1);
    if (parent?.list !== undefined) this.keep(parent, parent.list, count);
  }

  private settle(item: GraphItem): void {
    const reason = whyUnsendable(item);
    item.isSettled = true;
    if (reason === undefined) this.sent.push(item);
    else this.dropped.push({ id: item.id, reason });
  }

  private keep(visit: Visit, list: ReferenceList, count: number): void {
    const times = list.times?.get(list.refs[list.at]) ?? 1;
    visit.count = Math.min(visit.count + count * times, HIGHEST_COUNT);
    list.kept?.push(list.refs[list.at]);
    list.at++;
  }

  private cut(visit: Visit, list: ReferenceList): void {
    list.kept ??= list.refs.slice(0, list.at);
    list.at++;
    visit.item.isChanged = true;
  }

  /** Remembers the only listings that can be asked for later: by the root, and of the root. */
  private record(node: GraphNode, target: GraphNode): void {
    if (node === this.root) target.listedBy = node;
    if (target === this.root) node.listsRoot = target;
  }

  private closesCycle(node: GraphNode, target: GraphNode): boolean {
    const closes =
      target.isOnPath ||
      (target === this.root && node.listedBy === target) ||
      (node === this.root && target.listsRoot === node) ||
      (target.group === node.group && target.rank > node.rank);
    this.isCyclic ||= closes;

    return closes;
  }
}

const LAST_F = 'f'.charCodeAt(0);
const LAST_S = 's'.charCodeAt(0);

/** Looks at the last letter first: most members end in another one. */
function isRead(property: string): boolean {
  const last = property.charCodeAt(property.length - 1);
  if (last === LAST_F) return property.endsWith('_ref');
  if (last !== LAST_S) return false;

  return (
    property.endsWith('_refs') ||
    property === 'external_references' ||
    property === 'kill_chain_phases'
  );
}
