import { writeExtension } from '../../extension/write-extension.js';
import type { Members } from '../../ids/observable/shape.js';
import { OPENCTI_EXTENSION } from '../../model/extensions.js';

/**
 * Adds ids to those that OpenCTI remembers beside an object's own. They go where it will read them:
 * in its extension when the list is there, else at the root.
 */
export function withFormerIds(object: Members, ids: readonly unknown[]): Members {
  const extensions = object['extensions'] as Members | null | undefined;
  const known = (extensions?.[OPENCTI_EXTENSION] as Members | null | undefined)?.['stix_ids'];
  if (Array.isArray(known)) {
    return writeExtension(object, OPENCTI_EXTENSION, 'stix_ids', together(known, ids));
  }

  return { ...object, x_opencti_stix_ids: together(object['x_opencti_stix_ids'], ids) };
}

function together(known: unknown, ids: readonly unknown[]): readonly unknown[] {
  return [...new Set([...(Array.isArray(known) ? (known as unknown[]) : []), ...ids])];
}
