import { checkRelationship } from '../../stix/index.js';
import type { Knowledge } from '../knowledge/knowledge.js';
import type { StixRecord } from '../knowledge/stix-record.js';

/** Why OpenCTI refuses a relationship between these two, or undefined when it takes it. */
export function refusedRelationship(object: StixRecord, knowledge: Knowledge): string | undefined {
  if (object.type !== 'relationship') return undefined;
  const source = knowledge.find(String(object.source_ref))?.object;
  const target = knowledge.find(String(object.target_ref))?.object;
  if (!source || !target) return undefined;

  return checkRelationship(source, String(object.relationship_type), target)?.message;
}
