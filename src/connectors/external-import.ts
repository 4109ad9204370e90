import type { Observable, ObservableInput } from 'rxjs';
import { Injectable, type Constructor } from '../injection/index.js';
import type { StixObject } from '../stix/index.js';
import { appendDeclaration } from './declaration.js';
import type { ExternalImportOptions } from './external-import-options.js';
import type { Page } from './page.js';

/**
 * The shape that {@link ExternalImport} asks of its class. Written with function properties, not
 * methods, so that the compiler compares the bookmarks both ways.
 */
export interface ImportMethods<Bookmark> {
  /** See {@link Importer.fetch}. */
  readonly fetch: (from?: Bookmark) => ObservableInput<Page<unknown, Bookmark>>;
  /** See {@link Importer.convert}. */
  readonly convert: (raw: never) => ObservableInput<StixObject | readonly StixObject[]>;
  /** See {@link Importer.refine}. */
  readonly refine?: (objects: Observable<StixObject>) => Observable<StixObject>;
  /** See {@link Importer.onVanished}. */
  readonly onVanished?: (
    ids: readonly string[],
  ) => ObservableInput<StixObject | readonly StixObject[]> | void;
}

/**
 * Marks the class of a connector that fetches data from a source of its own, on a schedule. The
 * class has the methods of {@link Importer}; say `implements Importer<Raw, Bookmark>`, and the
 * compiler checks that what is fetched is what is converted.
 *
 * ```ts
 * @ExternalImport({
 *   name: 'CISA KEV',
 *   scope: ['vulnerability'],
 *   durationPeriod: 'P2D',
 *   bookmark: KevBookmark,
 *   author: Stix.identity({ name: 'CISA', identity_class: 'organization' }),
 *   markings: settings => tlpMarking(settings.get(KevConfig).tlp),
 * })
 * export class CisaKev implements Importer<KevEntry, KevBookmark> {}
 * ```
 *
 * The class is injectable without a further decorator. Its options are checked when the connector
 * starts.
 *
 * @see OpenCTI's connector type `EXTERNAL_IMPORT`.
 */
export function ExternalImport<Bookmark = undefined>(
  options: ExternalImportOptions<Bookmark> = {},
): (target: Constructor<ImportMethods<NoInfer<Bookmark>>>) => void {
  return target => {
    Injectable()(target);
    appendDeclaration(target, { kind: 'EXTERNAL_IMPORT', options });
  };
}
