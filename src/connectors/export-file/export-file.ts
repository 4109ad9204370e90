import { Injectable, type Constructor } from '../../injection/index.js';
import { appendDeclaration } from '../declaration.js';
import type { ListeningOptions } from '../requests/listening-options.js';

/** What `@ExportFile` takes. Everything is a default that the operator may override. */
export type ExportFileOptions = Omit<ListeningOptions, 'scope' | 'author' | 'markings'>;

/**
 * Marks the class of a connector that writes entities to files: one entity, some that a user picked,
 * or a list. Its methods are marked `@Produces`, each for a MIME type, which are the scope.
 *
 * ```ts
 * @ExportFile({ name: 'Export names' })
 * export class ExportNames {
 *   @Produces('text/plain')
 *   names(request: ExportRequest): Observable<string> {
 *     return request.objects().pipe(map(object => `${object.id}\n`));
 *   }
 * }
 * ```
 *
 * Entities are read in the name of the user who asked. OpenCTI allows that only to a connector whose
 * own user has BYPASS.
 *
 * The class is injectable without a further decorator. Its options and handlers are checked when the
 * connector starts.
 *
 * @see OpenCTI's connector type `INTERNAL_EXPORT_FILE`.
 */
export function ExportFile(options: ExportFileOptions = {}): (target: Constructor) => void {
  return target => {
    Injectable()(target);
    appendDeclaration(target, { kind: 'INTERNAL_EXPORT_FILE', options });
  };
}
