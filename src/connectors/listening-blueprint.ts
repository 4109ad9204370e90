import type { Constructor } from '../injection/index.js';
import type { Tlp } from '../stix/index.js';
import type { Analyser } from './analysis/analyser.js';
import type { Blueprint } from './connector-blueprint.js';
import type { HandlerBlueprint } from './explore-handlers.js';
import type { FromSettings } from './from-settings.js';

/** What is known of every connector that answers requests. */
export interface RequestBlueprint extends Blueprint {
  /** Requests worked on at once, 1 or more. */
  readonly concurrency: number;
  /** Times that a request which may succeed later is tried again, 0 or more. */
  readonly retries: number;
}

/** An enrichment as its author declared it, with defaults filled in. */
export interface EnrichmentBlueprint extends RequestBlueprint {
  readonly kind: 'INTERNAL_ENRICHMENT';
  /** The method for each entity; never empty, and each entity once. */
  readonly handlers: readonly HandlerBlueprint[];
  readonly auto: boolean;
  readonly autoUpdate: boolean;
  readonly enrichmentResolution: 'none' | 'stix_bundle';
  readonly playbookCompatible: boolean;
  /** How long results are kept, an ISO 8601 duration above zero; none for not at all. */
  readonly cacheTtl?: string;
  readonly maxTlp?: FromSettings<Tlp | undefined>;
}

/** A file import as its author declared it, with defaults filled in. */
export interface ImportFileBlueprint extends RequestBlueprint {
  readonly kind: 'INTERNAL_IMPORT_FILE';
  /** The method for each MIME type; never empty, and each type once. */
  readonly handlers: readonly HandlerBlueprint[];
  readonly auto: boolean;
  readonly onlyContextual: boolean;
  readonly fillContainer: boolean;
  /** Objects sent at once, 1 or more. */
  readonly batchSize: number;
  readonly maxTlp?: FromSettings<Tlp | undefined>;
}

/** A file export as its author declared it, with defaults filled in. */
export interface ExportFileBlueprint extends RequestBlueprint {
  readonly kind: 'INTERNAL_EXPORT_FILE';
  /** The method for each MIME type; never empty, and each type once. */
  readonly handlers: readonly HandlerBlueprint[];
}

/** An analysis as its author declared it, with defaults filled in. */
export interface AnalysisBlueprint extends RequestBlueprint {
  readonly kind: 'INTERNAL_ANALYSIS';
  readonly target: Constructor<Analyser>;
  readonly maxTlp?: FromSettings<Tlp | undefined>;
}

/** A connector that answers requests of OpenCTI. `kind` tells which of its shapes it has. */
export type ListeningBlueprint =
  EnrichmentBlueprint | ImportFileBlueprint | ExportFileBlueprint | AnalysisBlueprint;
