import { BundleError } from '../../errors/index.js';
import { TLP_LEVELS, isTlp } from './levels.js';

/**
 * True when something marked `tlp` may go to a place that takes at most `max`. Nothing on either side
 * means no limit. Capitals do not matter, blanks do; WHITE is CLEAR. A `tlp` that is no TLP level is
 * within none.
 *
 * @throws BundleError `BUNDLE_TLP_UNKNOWN` when `max` is no TLP level, or either is not text.
 * @see pycti `OpenCTIConnectorHelper.check_max_tlp`
 */
export function isWithinTlp(
  tlp: string | null | undefined,
  max: string | null | undefined,
): boolean {
  if (tlp == null || max == null) return true;
  const limit = inCapitals(max);
  if (!isTlp(limit)) throw new BundleError('BUNDLE_TLP_UNKNOWN', { tlp: max });
  const level = inCapitals(tlp);

  return isTlp(level) && TLP_LEVELS[level].order <= TLP_LEVELS[limit].order;
}

function inCapitals(tlp: unknown): string {
  if (typeof tlp !== 'string') throw new BundleError('BUNDLE_TLP_UNKNOWN', { tlp: String(tlp) });

  return tlp.toUpperCase();
}
