import { randomUUID } from 'node:crypto';
import {
  PAP_LEVELS,
  papMarking,
  TLP_LEVELS,
  tlpMarking,
  type Pap,
  type Tlp,
} from '../../stix/index.js';
import type { Knowledge } from './knowledge.js';
import type { StixRecord } from './stix-record.js';

/** Adds the markings every OpenCTI has from the start. @see OpenCTI `database/data-initialization.js` */
export function addBuiltInMarkings(knowledge: Knowledge, now: string): void {
  const markings = [
    ...(Object.keys(TLP_LEVELS) as Tlp[]).map(tlpMarking),
    ...(Object.keys(PAP_LEVELS) as Pap[]).map(papMarking),
  ];
  for (const marking of markings) {
    if (knowledge.find(marking.id)) continue;
    const internalId = randomUUID();
    knowledge.put({
      internalId,
      object: marking as unknown as StixRecord,
      ids: new Set([marking.id, internalId]),
      createdAt: now,
      updatedAt: now,
      isUnlisted: true,
    });
  }
}
