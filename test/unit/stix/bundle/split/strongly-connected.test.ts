import fc from 'fast-check';
import { stronglyConnected } from '../../../../../src/stix/bundle/split/strongly-connected.js';

type Graph = readonly (readonly number[])[];

const graphs = fc
  .integer({ min: 1, max: 12 })
  .chain(size =>
    fc.array(fc.array(fc.nat(size - 1), { maxLength: 3 }), { minLength: size, maxLength: size }),
  );

function run(graph: Graph): number[][] {
  return stronglyConnected([...graph.keys()], node => graph[node] ?? []);
}

function reaches(graph: Graph, from: number, to: number): boolean {
  const seen = new Set<number>();
  const open = [from];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    for (const next of graph[node] ?? []) {
      if (next === to) return true;
      if (!seen.has(next)) open.push(next);
      seen.add(next);
    }
  }

  return false;
}

describe('stronglyConnected', () => {
  it('puts two nodes into one set exactly when they reach each other', () => {
    fc.assert(
      fc.property(graphs, graph => {
        const setOf = new Map(run(graph).flatMap((set, index) => set.map(node => [node, index])));

        for (const a of graph.keys()) {
          for (const b of graph.keys()) {
            const areMutual = a === b || (reaches(graph, a, b) && reaches(graph, b, a));
            expect(setOf.get(a) === setOf.get(b)).toBe(areMutual);
          }
        }
      }),
    );
  });

  it('gives every set after the sets that it leads to', () => {
    fc.assert(
      fc.property(graphs, graph => {
        const sets = run(graph);
        const setOf = new Map(sets.flatMap((set, index) => set.map(node => [node, index])));

        for (const [node, targets] of graph.entries()) {
          for (const target of targets) {
            expect(setOf.get(target)).toBeLessThanOrEqual(setOf.get(node) ?? -1);
          }
        }
      }),
    );
  });

  it('follows links between the given nodes only', () => {
    const sets = stronglyConnected([1, 2], node => [node === 1 ? 3 : 1, node === 1 ? 2 : 3]);

    expect(sets).toEqual([[2, 1]]);
  });
});
