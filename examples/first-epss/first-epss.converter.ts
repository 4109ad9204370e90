import { Injectable, Stix, type StixObject, type StixOf } from 'octiflow';

/** The author of scores. */
export const FIRST_EPSS = Stix.organization({ name: 'FIRST EPSS' });

/** Puts an EPSS row into a vulnerability. No I/O. */
@Injectable()
export class EpssConverter {
  /**
   * The vulnerability with its scores. It stays its author's; one without gets FIRST.
   *
   * @throws Error when the row lacks what makes it one.
   */
  toStix(entity: StixOf<'Vulnerability'>, row: unknown): readonly StixObject[] {
    const { epss, percentile } = (row ?? {}) as Record<string, unknown>;
    const author = entity.created_by_ref ?? FIRST_EPSS.id;
    const scored: StixOf<'Vulnerability'> = {
      ...entity,
      created_by_ref: author,
      x_opencti_epss_score: share(epss, 'epss', entity.name),
      x_opencti_epss_percentile: share(percentile, 'percentile', entity.name),
    };

    return author === FIRST_EPSS.id ? [FIRST_EPSS, scored] : [scored];
  }
}

/** From 0 to 1. The API sends numbers as text; a blank would be 0 for `Number`. */
function share(value: unknown, member: string, cve: string): number {
  const number = typeof value === 'string' && value.trim() === '' ? NaN : Number(value);
  const isOne = (typeof value === 'string' || typeof value === 'number') && number >= 0;
  if (isOne && number <= 1) return number;

  throw new Error(`${member} of ${cve} is no share: ${String(value).slice(0, 40)}`);
}
