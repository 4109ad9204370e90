import type { ObservableInput } from 'rxjs';
import { appendHandler } from '../handler-declaration.js';
import type { MimeType } from '../mime-type.js';
import type { ExportRequest } from './export-request.js';

/** A method that {@link Produces} marks. */
export type ProducesHandler = (request: ExportRequest) => ObservableInput<string | Uint8Array>;

/**
 * Marks the method of an `@ExportFile` class that writes files of some MIME types: it gives the
 * content in pieces, text or bytes, in their order. The upload starts with the first piece. Text is
 * written as UTF-8.
 *
 * What it throws ends the export in error, and no file is stored.
 */
export function Produces(
  ...mimes: readonly [MimeType, ...MimeType[]]
): <Handler extends ProducesHandler>(
  target: object,
  method: string | symbol,
  descriptor: TypedPropertyDescriptor<Handler>,
) => void {
  return (target, method) => appendHandler(target, { decorator: '@Produces', of: mimes, method });
}
