import { Injectable, type Constructor } from '../../injection/index.js';
import { appendDeclaration } from '../declaration.js';
import type { ImportFileOptions } from './import-file-options.js';

/**
 * Marks the class of a connector that turns files into STIX: files that users upload, or attach to
 * an entity. Its methods are marked `@Accepts`, each for some MIME types, which are the scope.
 *
 * ```ts
 * @ImportFile({ name: 'Import CSV' })
 * export class ImportCsv {
 *   @Accepts('text/csv')
 *   async *rows(file: ImportedFile): AsyncIterable<StixObject> {
 *     for await (const { ip } of file.csv<{ ip: string }>()) yield Stix.ipv4(ip);
 *   }
 * }
 * ```
 *
 * What OpenCTI asks for is obeyed: results go to a workbench, into a draft or straight to the
 * knowledge base. A file is acknowledged when all of it is confirmed by the broker and reported in
 * its work. Delivery is *at least once*: after a crash the file comes again.
 *
 * The class is injectable without a further decorator. Its options and handlers are checked when the
 * connector starts.
 *
 * @see OpenCTI's connector type `INTERNAL_IMPORT_FILE`.
 */
export function ImportFile(options: ImportFileOptions = {}): (target: Constructor) => void {
  return target => {
    Injectable()(target);
    appendDeclaration(target, { kind: 'INTERNAL_IMPORT_FILE', options });
  };
}
