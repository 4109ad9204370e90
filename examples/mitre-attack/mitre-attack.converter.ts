import { BundleError, Injectable, SkippableError, type StixObject } from 'octiflow';
import { restampObject } from 'octiflow/stix';
import type { IndexedObject } from './mitre-attack.client.js';
import { MitreConfig } from './mitre-attack.config.js';
import { asOpenctiObject, isMitreObject, type MitreObject } from './opencti-object.js';

/** Gives MITRE's objects the ids and the names that OpenCTI has for them. No I/O. */
@Injectable()
export class MitreConverter {
  constructor(private readonly config: MitreConfig) {}

  /** What is revoked, what OpenCTI has no type for, and what hangs on either, becomes nothing. */
  *toStix({ object, index }: IndexedObject): Iterable<StixObject> {
    if (!isMitreObject(object)) throw new SkippableError('an object without an id');
    if (this.config.removeStatementMarking && object.type === 'marking-definition') return;
    const isLeft = [object.id, object.source_ref, object.target_ref].some(
      id => id !== undefined && index.left.has(id),
    );
    const known = isLeft ? undefined : asOpenctiObject(this.unmarked(object), index);
    if (known) yield restamped(known, index.renamed);
  }

  /** The copyright statement is the only marking that these collections have. */
  private unmarked(object: MitreObject): MitreObject {
    if (!this.config.removeStatementMarking) return object;
    const { object_marking_refs: _statement, ...rest } = object;

    return rest;
  }
}

function restamped(object: StixObject, renamed: ReadonlyMap<string, string>): StixObject {
  try {
    return restampObject(object, renamed);
  } catch (error) {
    if (!(error instanceof BundleError)) throw error;
    throw new SkippableError(error.message, { cause: error });
  }
}
