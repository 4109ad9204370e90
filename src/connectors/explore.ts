import { DeclarationError } from '../errors/index.js';
import type { Constructor } from '../injection/index.js';
import { exploreAnalysis } from './analysis/explore-analysis.js';
import type { ConnectorBlueprint } from './connector-blueprint.js';
import type { ConnectorKind } from './connector-kind.js';
import { DECORATORS, readDeclarations, type Declaration } from './declaration.js';
import { exploreEnrichment } from './enrichment/explore-enrichment.js';
import { exploreExportFile } from './export-file/explore-export-file.js';
import { exploreExternalImport } from './explore-external-import.js';
import { exploreImportFile } from './import-file/explore-import-file.js';
import { exploreStream } from './stream/explore-stream.js';

/** Whether a value is a class that is itself declared to be a connector, by this copy of octiflow. */
export function isConnectorClass(value: unknown): value is Constructor {
  return readDeclarations(value).length > 0;
}

/** The kind that a class declares; undefined when it is no connector. */
export function connectorKindOf(value: unknown): ConnectorKind | undefined {
  return readDeclarations(value)[0]?.kind;
}

/**
 * Reads and checks what the decorators of a connector class say.
 *
 * @param target a class marked with a connector decorator.
 * @returns a frozen blueprint with all defaults filled in.
 * @throws DeclarationError DECLARATION_NOT_A_CONNECTOR, DECLARATION_TWO_KINDS, DECLARATION_NAME or
 * DECLARATION_OPTION; of an external import DECLARATION_DURATION_PERIOD or
 * DECLARATION_BOOKMARK_CLASS; DECLARATION_METHOD_MISSING; of handlers DECLARATION_NO_HANDLER,
 * DECLARATION_NO_SCOPE, DECLARATION_TWO_WAYS, DECLARATION_DUPLICATE_HANDLER,
 * DECLARATION_HANDLER_MISPLACED or DECLARATION_HANDLER_UNKNOWN.
 */
export function explore(target: Constructor): ConnectorBlueprint {
  const [declaration, another] = readDeclarations(target);
  const className = target.name;
  if (!declaration) throw new DeclarationError('DECLARATION_NOT_A_CONNECTOR', { className });
  if (another) {
    throw new DeclarationError('DECLARATION_TWO_KINDS', {
      className,
      decorators: [declaration, another].map(({ kind }) => DECORATORS[kind]).reverse(),
    });
  }

  return Object.freeze(exploreKind(target, declaration));
}

function exploreKind(target: Constructor, { kind, options }: Declaration): ConnectorBlueprint {
  switch (kind) {
    case 'EXTERNAL_IMPORT':
      return exploreExternalImport(target, options);
    case 'INTERNAL_ENRICHMENT':
      return exploreEnrichment(target, options);
    case 'INTERNAL_IMPORT_FILE':
      return exploreImportFile(target, options);
    case 'INTERNAL_EXPORT_FILE':
      return exploreExportFile(target, options);
    case 'INTERNAL_ANALYSIS':
      return exploreAnalysis(target, options);
    case 'STREAM':
      return exploreStream(target, options);
  }
}
