import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';

/** An entry of the catalogue, loose enough to be spoilt. */
export type KevRecord = Record<string, unknown>;

/** A catalogue, loose enough to be spoilt. */
export interface KevCatalogue {
  dateReleased: string;
  count: number;
  vulnerabilities: (KevRecord | null)[];
}

/** The whole catalogue of 2025-08-25: 1,404 entries. */
export function wholeCatalogue(): KevCatalogue {
  const file = join(__dirname, '../fixtures/kev/known_exploited_vulnerabilities.json.gz');

  return JSON.parse(gunzipSync(readFileSync(file)).toString('utf8')) as KevCatalogue;
}

/** The first entries of the catalogue. */
export function shortCatalogue(entries = 3): KevCatalogue {
  const whole = wholeCatalogue();

  return { ...whole, count: entries, vulnerabilities: whole.vulnerabilities.slice(0, entries) };
}
