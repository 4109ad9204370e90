/**
 * Measures a piece of work. Wall and processor time are those of the work itself; the resident
 * memory is the highest of the whole process.
 *
 * @template T
 * @param {() => T | Promise<T>} work
 * @returns {Promise<{ result: T, wall_s: number, cpu_s: number, rss_mb: number }>}
 */
export async function measured(work) {
  const cpuBefore = process.cpuUsage();
  const began = performance.now();
  const result = await work();
  const wall_s = (performance.now() - began) / 1_000;
  const { user, system } = process.cpuUsage(cpuBefore);

  return { result, ...times(wall_s, (user + system) / 1_000_000) };
}

/** What every mode prints of its work: `n` units of it. */
export function outcome(n, { wall_s, cpu_s, rss_mb }, facts) {
  return {
    n,
    ...{ wall_s, cpu_s, rss_mb },
    rate_per_s: rounded(n / wall_s, 1),
    cpu_us_per: rounded((cpu_s * 1_000_000) / n, 3),
    ...facts,
  };
}

/** Seconds since the process was started. */
export function sinceStart() {
  return rounded(performance.now() / 1_000, 3);
}

function times(wall_s, cpu_s) {
  return { wall_s: rounded(wall_s, 4), cpu_s: rounded(cpu_s, 4), rss_mb: peakRss() };
}

function peakRss() {
  return rounded(process.resourceUsage().maxRSS / 1_024, 1);
}

function rounded(value, digits) {
  return Number(value.toFixed(digits));
}
