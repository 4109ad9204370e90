import { entityTypeOf, isRelationship } from '../knowledge/entity-type.js';
import type { Knowledge } from '../knowledge/knowledge.js';
import { referencesOf } from '../knowledge/references.js';
import { labelOf } from '../knowledge/stix-record.js';
import type { StoredObject } from '../knowledge/stored-object.js';

/** An object in the graph. */
export interface GraphNode {
  /** Standard id. */
  readonly id: string;
  readonly type: string;
  /** What OpenCTI calls it, such as `IPv4-Addr`. */
  readonly entityType: string;
  readonly name: string;
}

/** A relationship, a sighting or a reference between two objects of the graph. */
export interface GraphEdge {
  /** Standard id of the relationship; made up for a reference. */
  readonly id: string;
  /** Type of the relationship, or name of the reference without its ending. */
  readonly label: string;
  readonly source: string;
  readonly target: string;
}

/** A part of what is known, small enough to be drawn. */
export interface GraphView {
  readonly nodes: readonly GraphNode[];
  readonly edges: readonly GraphEdge[];
  /** There is more than fits in. */
  readonly isCut: boolean;
}

/** Which part is wanted. */
export interface GraphQuery {
  /** Any id of the object whose neighbours are wanted; empty for the newest relationships. */
  readonly around: string;
  /** Objects at most. */
  readonly limit: number;
}

/** References that nearly every object has: drawn, they would hide everything else. */
const LEFT_OUT = /^(created_by|x_opencti_created_by|object_marking|x_opencti_labels)_refs?$/;

/** Links that are looked at: a busy object has many thousands. */
const MAX_LOOKED_AT = 20_000;

/** A part of what is known as a graph: what is around an object, or the newest relationships. */
export function graphView({ around, limit }: GraphQuery, knowledge: Knowledge): GraphView {
  const graph = new Graph(limit, knowledge);
  const centre = around === '' ? undefined : knowledge.find(around);
  if (centre) {
    graph.add(centre);
    for (const edge of edgesAt(centre, knowledge)) graph.link(edge);
  } else if (around === '') {
    for (const edge of newestEdges(knowledge)) graph.link(edge);
  }

  return graph.view();
}

class Graph {
  readonly #nodes = new Map<string, GraphNode>();
  readonly #edges = new Map<string, GraphEdge>();
  #isCut = false;

  constructor(
    private readonly limit: number,
    private readonly knowledge: Knowledge,
  ) {}

  add({ object }: StoredObject): void {
    const { id, type } = object;
    this.#nodes.set(id, { id, type, entityType: entityTypeOf(object), name: labelOf(object) });
  }

  /** Adds an edge with its ends, if they are known and fit in. */
  link(edge: GraphEdge): void {
    const source = this.knowledge.find(edge.source);
    const target = this.knowledge.find(edge.target);
    if (!source || !target || isRelationship(source.object) || isRelationship(target.object)) {
      return;
    }
    const added = [source, target].filter(({ object }) => !this.#nodes.has(object.id));
    if (this.#nodes.size + added.length > this.limit) {
      this.#isCut = true;
      return;
    }
    for (const stored of added) this.add(stored);
    this.#edges.set(edge.id, { ...edge, source: source.object.id, target: target.object.id });
  }

  view(): GraphView {
    return {
      nodes: [...this.#nodes.values()],
      edges: [...this.#edges.values()],
      isCut: this.#isCut,
    };
  }
}

function* edgesAt(centre: StoredObject, knowledge: Knowledge): Generator<GraphEdge> {
  yield* edgesOf(centre);
  const { id } = centre.object;
  let lookedAt = 0;
  for (const other of knowledge.referringTo(id)) {
    if ((lookedAt += 1) > MAX_LOOKED_AT) return;
    for (const edge of edgesOf(other)) {
      if (edge.source === id || edge.target === id) yield edge;
    }
  }
}

function* newestEdges(knowledge: Knowledge): Generator<GraphEdge> {
  const links = [...knowledge.ofType('relationship'), ...knowledge.ofType('sighting')];
  for (const link of links.slice(-MAX_LOOKED_AT).reverse()) yield* edgesOf(link);
}

/** What an object draws: itself when it is a relationship, else a line for each reference. */
function* edgesOf({ object }: StoredObject): Generator<GraphEdge> {
  const { id } = object;
  if (object.type === 'relationship') {
    const [source, target] = [String(object.source_ref), String(object.target_ref)];
    yield { id, label: entityTypeOf(object), source, target };
    return;
  }
  if (object.type === 'sighting') {
    const [place] = [object.where_sighted_refs].flat();
    yield { id, label: 'sighted', source: String(object.sighting_of_ref), target: String(place) };
    return;
  }
  for (const { property, ref } of referencesOf(object)) {
    if (LEFT_OUT.test(property)) continue;
    const label = property.replace(/_refs?$/, '');
    yield { id: `${id} ${property} ${ref}`, label, source: id, target: ref };
  }
}
