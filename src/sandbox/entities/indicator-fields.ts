import { scoreOf } from '../knowledge/shared-properties.js';
import { attribute, type StixRecord } from '../knowledge/stix-record.js';
import type { StoredObject } from '../knowledge/stored-object.js';

/** How long an indicator is good for when nobody says, in days. */
const VALID_DAYS = 365;

/**
 * The fields of an indicator that the platform fills in when they are not given: clients count on
 * them.
 *
 * @see OpenCTI `modules/indicator/indicator-domain.ts`
 */
export function indicatorFields({
  object,
  createdAt,
}: StoredObject): Readonly<Record<string, unknown>> {
  const from = validFrom(object, createdAt);
  const until = new Date(Date.parse(from) + VALID_DAYS * 24 * 60 * 60 * 1000);

  return {
    valid_from: from,
    valid_until: object.valid_until ?? until.toISOString(),
    x_opencti_score: scoreOf(object) ?? 50,
    x_opencti_detection: attribute(object, 'detection') ?? false,
  };
}

function validFrom({ valid_from: from }: StixRecord, createdAt: string): string {
  return typeof from === 'string' && !Number.isNaN(Date.parse(from)) ? from : createdAt;
}
