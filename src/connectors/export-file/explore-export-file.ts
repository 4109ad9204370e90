import type { Constructor } from '../../injection/index.js';
import { exploreMimeHandlers } from '../explore-mime-handlers.js';
import type { ExportFileBlueprint } from '../listening-blueprint.js';
import { OptionReader } from '../option-reader.js';
import { exploreListening, refuseScope } from '../requests/explore-listening.js';

/** Reads and checks what `@ExportFile` and `@Produces` say about a class. */
export function exploreExportFile(target: Constructor, options: unknown): ExportFileBlueprint {
  const read = new OptionReader(target.name, options);
  const handlers = exploreMimeHandlers(target, { ofClass: '@ExportFile', ofMethods: '@Produces' });
  refuseScope(read, '@Produces');

  return {
    kind: 'INTERNAL_EXPORT_FILE',
    ...exploreListening(target, read),
    scope: Object.freeze(handlers.map(({ of }) => of)),
    handlers,
  };
}
