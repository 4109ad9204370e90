/**
 * Runs every side in turns, each first in every other round, after a round that counts nothing.
 *
 * @param {Record<string, () => unknown>} sides what to measure, by name
 * @param {number} count units that one call of a side works off
 * @param {number} rounds
 * @param {(name: string) => unknown} [after] called after each side, outside of its time
 * @returns {Promise<Record<string, number>>} the median of units per second, by name
 */
export async function medianRates(sides, count, rounds, after) {
  const names = Object.keys(sides);
  const rates = Object.fromEntries(names.map(name => [name, []]));

  for (let round = 0; round <= rounds; round++) {
    for (const name of round % 2 === 0 ? names : [...names].reverse()) {
      globalThis.gc?.();
      const began = performance.now();
      await sides[name]();
      const seconds = (performance.now() - began) / 1_000;
      await after?.(name);
      if (round > 0) rates[name].push(count / seconds);
    }
  }

  return Object.fromEntries(names.map(name => [name, median(rates[name])]));
}

/** A row of the result table from rates; `peer` is undefined when there is none. */
export function resultOf(name, n, { ours, limit, peer }) {
  return {
    name,
    n,
    ours: Math.round(ours),
    ...(limit && { limit: Math.round(limit), ratioToLimit: rounded(ours / limit) }),
    ...(peer && { peer: Math.round(peer), ratioToPeer: rounded(ours / peer) }),
  };
}

function median(values) {
  const sorted = [...values].sort((a, b) => a - b);

  return sorted[Math.floor(sorted.length / 2)];
}

function rounded(ratio) {
  return Number(ratio.toFixed(3));
}
