import type { Constructor } from '../../injection/index.js';
import { exploreMimeHandlers } from '../explore-mime-handlers.js';
import type { ImportFileBlueprint } from '../listening-blueprint.js';
import { OptionReader } from '../option-reader.js';
import { exploreListening, exploreMaxTlp, refuseScope } from '../requests/explore-listening.js';

/** Reads and checks what `@ImportFile` and `@Accepts` say about a class. */
export function exploreImportFile(target: Constructor, options: unknown): ImportFileBlueprint {
  const read = new OptionReader(target.name, options);
  const handlers = exploreMimeHandlers(target, { ofClass: '@ImportFile', ofMethods: '@Accepts' });
  refuseScope(read, '@Accepts');

  return {
    kind: 'INTERNAL_IMPORT_FILE',
    ...exploreListening(target, read),
    scope: Object.freeze(handlers.map(({ of }) => of)),
    handlers,
    auto: read.boolean('auto', false),
    onlyContextual: read.boolean('onlyContextual', false),
    fillContainer: read.boolean('fillContainer', true),
    batchSize: read.count('batchSize', { min: 1, otherwise: 1_000 }),
    maxTlp: exploreMaxTlp(read),
  };
}
