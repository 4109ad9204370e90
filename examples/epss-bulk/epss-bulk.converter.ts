import { Injectable, SkippableError, Stix, type StixObject } from 'octiflow';
import type { EpssItem, EpssRow } from './epss-bulk.client.js';
import { EpssBulkConfig } from './epss-bulk.config.js';

/** The author of vulnerabilities that have no other. */
export const FIRST = Stix.organization({ name: 'FIRST EPSS' });

/** Turns a row into a vulnerability with its scores. No I/O. */
@Injectable()
export class EpssBulkConverter {
  constructor(private readonly config: EpssBulkConfig) {}

  /** @throws SkippableError when the row lacks what makes it one. */
  *toStix({ known, ...row }: EpssItem): Iterable<StixObject> {
    if (!/^CVE-\d{4}-\d{4,}$/.test(row.cve)) throw malformed(row, 'cve');
    const scored = {
      name: row.cve,
      x_opencti_epss_score: share(row, 'epss'),
      x_opencti_epss_percentile: share(row, 'percentile'),
    };
    if (known === undefined && scored.x_opencti_epss_score < this.config.minScore) return;

    const isOurs = known?.author === undefined || known.author.standardId === FIRST.id;
    if (isOurs) yield FIRST;
    // To name another author could bring back one that was replaced meanwhile.
    yield Stix.vulnerability({ ...scored, ...(isOurs && { created_by_ref: FIRST.id }) });
  }
}

/** From 0 to 1. A blank would be 0 for `Number`. */
function share(row: EpssRow, column: 'epss' | 'percentile'): number {
  const value = row[column].trim() === '' ? NaN : Number(row[column]);
  if (value >= 0 && value <= 1) return value;

  throw malformed(row, column);
}

function malformed(row: EpssRow, column: 'cve' | 'epss' | 'percentile'): SkippableError {
  return new SkippableError(`line ${row.line} has no ${column}: "${row[column].slice(0, 40)}"`);
}
