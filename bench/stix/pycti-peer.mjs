import { spawnSync } from 'node:child_process';
import path from 'node:path';

const SCRIPT = path.join(import.meta.dirname, 'pycti_peer.py');

/** True when `python3` can import pycti. */
export const hasPycti = spawnSync('python3', ['-c', 'import pycti']).status === 0;

/**
 * Has pycti do the same work in a process of its own.
 *
 * @param {'ids' | 'split'} work
 * @param {number} count units of work
 * @param {string} [input] JSON that the work is done on
 * @returns {number | undefined} units per second, start-up not counted; undefined without pycti
 */
export function pyctiRate(work, count, input = '') {
  if (!hasPycti) return undefined;
  const run = spawnSync('python3', [SCRIPT, work, String(count)], {
    input,
    encoding: 'utf8',
    maxBuffer: 2 ** 30,
  });
  if (run.status !== 0) return undefined;

  return count / Number(run.stdout);
}
