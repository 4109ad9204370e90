import type { ListeningBlueprint } from '../../connectors/index.js';
import { AnalysisKind } from './analysis-kind.js';
import { EnrichmentKind } from './enrichment-kind.js';
import { ExportFileKind } from './export-file-kind.js';
import { ImportFileKind } from './import-file-kind.js';
import type { ListeningParts } from './listening-parts.js';
import type { RequestKind } from './request-kind.js';

/** How the requests of a connector are answered, by its kind. */
export function requestKindOf(parts: ListeningParts): RequestKind {
  if (isKind(parts, 'INTERNAL_ENRICHMENT')) return new EnrichmentKind(parts);
  if (isKind(parts, 'INTERNAL_IMPORT_FILE')) return new ImportFileKind(parts);
  if (isKind(parts, 'INTERNAL_EXPORT_FILE')) return new ExportFileKind(parts);
  if (isKind(parts, 'INTERNAL_ANALYSIS')) return new AnalysisKind(parts);

  throw new TypeError(`a ${parts.blueprint.kind} answers no requests`);
}

function isKind<Kind extends ListeningBlueprint['kind']>(
  parts: ListeningParts,
  kind: Kind,
): parts is ListeningParts<Extract<ListeningBlueprint, { kind: Kind }>> {
  return parts.blueprint.kind === kind;
}
