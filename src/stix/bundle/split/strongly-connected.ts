/** A node on the way down, with the links that are still to be followed. */
interface Step<T> {
  readonly node: T;
  readonly links: readonly T[];
  at: number;
}

/**
 * Finds the sets of nodes that all reach each other, by links between the given nodes only.
 *
 * @returns the sets, each after those that it leads to; inside a set, every node after the nodes that
 * it leads to, but for the links that close a cycle. Depth first in the order given, without
 * recursion, in time proportional to nodes and links.
 * @see Tarjan, "Depth-first search and linear graph algorithms" (1972)
 */
export function stronglyConnected<T>(
  nodes: readonly T[],
  linksOf: (node: T) => readonly T[],
): T[][] {
  return new ComponentSearch(nodes, linksOf).run();
}

class ComponentSearch<T> {
  private readonly inside: ReadonlySet<T>;
  /** Place of a node among those that are in no set yet. */
  private readonly place = new Map<T, number>();
  /** The lowest place that a node reaches. */
  private readonly lowest = new Map<T, number>();
  private readonly placed = new Set<T>();
  /** Nodes that have been left and are in no set yet, in the order of leaving. */
  private readonly left: T[] = [];
  private readonly path: Step<T>[] = [];
  private readonly sets: T[][] = [];
  private openCount = 0;

  constructor(
    private readonly nodes: readonly T[],
    private readonly linksOf: (node: T) => readonly T[],
  ) {
    this.inside = new Set(nodes);
  }

  run(): T[][] {
    for (const start of this.nodes) {
      if (!this.place.has(start)) this.enter(start);
      for (let step = this.path.at(-1); step !== undefined; step = this.path.at(-1)) {
        if (step.at === step.links.length) this.leave(step.node);
        else this.follow(step.node, step.links[step.at++] as T);
      }
    }
    return this.sets;
  }

  private enter(node: T): void {
    this.path.push({ node, links: this.linksOf(node), at: 0 });
    this.place.set(node, this.openCount);
    this.lowest.set(node, this.openCount++);
  }

  private follow(node: T, target: T): void {
    if (!this.inside.has(target) || this.placed.has(target)) return;

    const place = this.place.get(target);
    if (place === undefined) this.enter(target);
    else this.lower(node, place);
  }

  private leave(node: T): void {
    this.path.pop();
    this.left.push(node);

    const lowest = this.lowest.get(node) as number;
    if (lowest === this.place.get(node)) this.close(lowest);
    const parent = this.path.at(-1);
    if (parent !== undefined) this.lower(parent.node, lowest);
  }

  private lower(node: T, to: number): void {
    this.lowest.set(node, Math.min(this.lowest.get(node) as number, to));
  }

  private close(place: number): void {
    const members = this.left.splice(place - this.openCount);
    for (const member of members) this.placed.add(member);
    this.sets.push(members);
    this.openCount = place;
  }
}
