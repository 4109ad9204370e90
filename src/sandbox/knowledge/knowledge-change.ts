import type { StoredObject } from './stored-object.js';

/** What happened to an object; a change that changes nothing is none. */
export type KnowledgeChange =
  | { readonly kind: 'create'; readonly after: StoredObject }
  | { readonly kind: 'update'; readonly before: StoredObject; readonly after: StoredObject }
  | { readonly kind: 'delete'; readonly before: StoredObject }
  | {
      readonly kind: 'merge';
      readonly before: StoredObject;
      readonly after: StoredObject;
      /** What was taken up and is gone. */
      readonly sources: readonly StoredObject[];
    };

/** The object a change is about, as it is now or last was. */
export function subjectOf(change: KnowledgeChange): StoredObject {
  return change.kind === 'delete' ? change.before : change.after;
}
