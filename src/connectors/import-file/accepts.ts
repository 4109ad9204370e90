import type { ObservableInput } from 'rxjs';
import type { StixObject } from '../../stix/index.js';
import { appendHandler } from '../handler-declaration.js';
import type { MimeType } from '../mime-type.js';
import type { ImportedFile } from './imported-file.js';

/** A method that {@link Accepts} marks. */
export type AcceptsHandler = (
  file: ImportedFile,
) => ObservableInput<StixObject | readonly StixObject[]>;

/**
 * Marks the method of an `@ImportFile` class that reads files of some MIME types: it gives what the
 * file holds, as STIX. Return a generator for a file that may be large: it is asked for the next
 * objects only when the last ones are safe on the queue. An Observable is held in memory as fast as
 * it emits.
 *
 * What it throws ends the import in error; objects sent before stay. Throw a `RetryableError` for
 * "not now": the file is read again from its beginning.
 */
export function Accepts(
  ...mimes: readonly [MimeType, ...MimeType[]]
): <Handler extends AcceptsHandler>(
  target: object,
  method: string | symbol,
  descriptor: TypedPropertyDescriptor<Handler>,
) => void {
  return (target, method) => appendHandler(target, { decorator: '@Accepts', of: mimes, method });
}
