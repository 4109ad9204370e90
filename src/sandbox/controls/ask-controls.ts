import { SandboxError } from '../../errors/index.js';
import type { Bundle } from '../../stix/index.js';
import { askAnalysis } from '../asks/ask-analysis.js';
import { askEnrichment, enrichersOf } from '../asks/ask-enrichment.js';
import {
  askQueryExport,
  askSelectionExport,
  askSingleExport,
  type ExportOptions,
} from '../asks/ask-export.js';
import { askImport, type ImportOptions } from '../asks/ask-import.js';
import { askPlaybookStep } from '../asks/ask-playbook-step.js';
import type { ExportContext, ListParameters } from '../asks/export-message.js';
import { entityTypeOf } from '../knowledge/entity-type.js';
import { labelOf } from '../knowledge/stix-record.js';
import type { ConnectorRecord } from '../connectors/connector-record.js';
import type { StoredObject } from '../knowledge/stored-object.js';
import type { PlatformState } from '../operations/operation.js';
import type { PlaybookStep } from '../playbooks/playbook-step.js';
import { ADMINISTRATOR } from '../users/user.js';
import { workView, type WorkView } from '../views/work-view.js';
import type { WorkRecord } from '../works/work-record.js';

/** How an enrichment is asked for. */
export interface EnrichmentAskOptions {
  /** Id of the user who asks. Default: the administrator. */
  readonly userId?: string;
  /** Id of the draft that it is asked for in. Default: none. */
  readonly draftId?: string | null;
  /** Default `update`. */
  readonly trigger?: 'create' | 'update';
  /** Default `manual`. */
  readonly mode?: 'auto' | 'manual';
}

/** How an import is asked for; by default by the administrator. */
export type ImportRequest = Omit<ImportOptions, 'userId' | 'onlyAuto'> &
  Partial<Pick<ImportOptions, 'userId'>>;

/** How an export is asked for. */
export interface ExportRequest {
  /** MIME type of the file to make. */
  readonly format: string;
  /** How much: the entity itself, or what is around it too. Default `simple`. */
  readonly type?: 'simple' | 'full';
  /** The entity to export, or the container of what is exported. */
  readonly entityId?: string;
  /** Exports these. */
  readonly selectedIds?: readonly string[];
  /** Exports a list: what kind of entity, and the arguments of the list in the API. */
  readonly list?: { readonly entityType: string } & ListParameters;
  /** Ids of the markings the file gets. */
  readonly fileMarkings?: readonly string[];
  /** Ids of the strictest markings that may be exported, one of each kind. Default: everything may. */
  readonly maxMarkings?: readonly string[];
  /** The connector to ask. Default: all that make this format. */
  readonly connectorId?: string;
  /** Id of the user who asks. Default: the administrator. */
  readonly userId?: string;
}

/** How an analysis is asked for. */
export interface AnalysisRequest {
  /** Default `fields`. */
  readonly contentType?: 'fields' | 'file';
  /** Name of a group of fields, or id of a file. Default `content_mapping`. */
  readonly contentSource?: string;
  /** The connector to ask. Default: the first that takes the entity. */
  readonly connectorId?: string;
}

/**
 * Asks connectors, as people do in OpenCTI. Every method gives back the works that were opened; wait
 * for them with `sandbox.idle()` or `sandbox.whenWork()`.
 */
export class AskControls {
  /** Made by the sandbox it belongs to. */
  constructor(private readonly state: PlatformState) {}

  /**
   * Asks for the enrichment of an entity: of one connector, or of all that take it.
   *
   * @throws SandboxError `SANDBOX_NOT_FOUND`, `SANDBOX_NO_CONNECTOR`
   */
  async enrichment(
    entityId: string,
    connectorId?: string,
    options: EnrichmentAskOptions = {},
  ): Promise<readonly WorkView[]> {
    const stored = this.#object(entityId);
    const connectors =
      connectorId === undefined ? enrichersOf(stored, this.state) : [this.#connector(connectorId)];
    if (connectors.length === 0) throw noConnector('INTERNAL_ENRICHMENT', stored);
    const origin = {
      userId: options.userId ?? ADMINISTRATOR.id,
      draftId: options.draftId ?? null,
      trigger: options.trigger ?? 'update',
      mode: options.mode ?? 'manual',
    } as const;

    return this.#views(await askEnrichment(stored, connectors, origin, this.state));
  }

  /**
   * Asks for the import of a file that was uploaded: of one connector, or of all that take it.
   *
   * @throws SandboxError `SANDBOX_NOT_FOUND`, `SANDBOX_NO_CONNECTOR`
   */
  async import(fileId: string, request: ImportRequest = {}): Promise<readonly WorkView[]> {
    const file = this.state.files.get(fileId);
    if (!file) throw new SandboxError('SANDBOX_NOT_FOUND', { kind: 'file', id: fileId });
    if (request.connectorId !== undefined) this.#connector(request.connectorId);
    const options = { ...request, userId: request.userId ?? ADMINISTRATOR.id };

    return this.#atLeastOne(await askImport(file, options, this.state), {
      type: 'INTERNAL_IMPORT_FILE',
      scope: file.mimeType,
    });
  }

  /**
   * Asks for an export: of one entity, of chosen objects, or of a list.
   *
   * @throws SandboxError `SANDBOX_NOT_FOUND`, `SANDBOX_NO_CONNECTOR`
   */
  async export(request: ExportRequest): Promise<readonly WorkView[]> {
    const options: ExportOptions = {
      userId: request.userId ?? ADMINISTRATOR.id,
      format: request.format,
      exportType: request.type ?? 'simple',
      fileMarkings: request.fileMarkings ?? [],
      maxMarkings: request.maxMarkings ?? [],
      connectorId: request.connectorId,
    };

    return this.#atLeastOne(await this.#export(request, options), {
      type: 'INTERNAL_EXPORT_FILE',
      scope: request.format,
    });
  }

  /**
   * Asks for an analysis of what an entity says.
   *
   * @throws SandboxError `SANDBOX_NOT_FOUND`, `SANDBOX_NO_CONNECTOR`
   */
  async analysis(entityId: string, request: AnalysisRequest = {}): Promise<WorkView> {
    const stored = this.#object(entityId);
    const { contentType = 'fields', contentSource = 'content_mapping', connectorId } = request;
    if (contentType === 'file' && !this.state.files.get(contentSource)) {
      throw new SandboxError('SANDBOX_NOT_FOUND', { kind: 'file', id: contentSource });
    }
    const options = { userId: ADMINISTRATOR.id, contentType, contentSource, connectorId };
    const work = await askAnalysis(stored, options, this.state).catch(() => {
      throw noConnector('INTERNAL_ANALYSIS', stored);
    });

    return workView(work, this.state.works);
  }

  /**
   * Asks a connector to do a step of a playbook.
   *
   * @param bundle what the step begins with. Default: the entity alone
   * @throws SandboxError `SANDBOX_NOT_FOUND`
   */
  async playbookStep(
    connectorId: string,
    entityId: string,
    bundle?: Bundle,
  ): Promise<PlaybookStep> {
    this.#connector(connectorId);

    return askPlaybookStep(connectorId, this.#object(entityId), bundle, this.state);
  }

  #export(request: ExportRequest, options: ExportOptions): Promise<readonly WorkRecord[]> {
    const { entityId, selectedIds, list } = request;
    const container = entityId === undefined ? undefined : this.#object(entityId);
    if (selectedIds === undefined && list === undefined && container) {
      return askSingleExport(container, options, this.state);
    }
    const { entityType = 'Stix-Core-Object', ...parameters } = list ?? {};
    const context: ExportContext = {
      entityId: container?.internalId,
      entityName: container ? labelOf(container.object) : 'global',
      entityType: String(entityType),
    };
    if (selectedIds === undefined) {
      return askQueryExport(context, parameters, options, this.state);
    }

    return askSelectionExport(context, selectedIds, options, this.state);
  }

  #atLeastOne(
    works: readonly WorkRecord[],
    wanted: { readonly type: string; readonly scope: string },
  ): readonly WorkView[] {
    if (works.length === 0) throw new SandboxError('SANDBOX_NO_CONNECTOR', wanted);

    return this.#views(works);
  }

  #views(works: readonly WorkRecord[]): readonly WorkView[] {
    return works.map(work => workView(work, this.state.works));
  }

  #object(id: string): StoredObject {
    const stored = this.state.knowledge.find(id);
    if (!stored) throw new SandboxError('SANDBOX_NOT_FOUND', { kind: 'object', id });

    return stored;
  }

  #connector(id: string): ConnectorRecord {
    const connector = this.state.connectors.get(id);
    if (!connector) throw new SandboxError('SANDBOX_NOT_FOUND', { kind: 'connector', id });

    return connector;
  }
}

function noConnector(type: string, { object }: StoredObject): SandboxError {
  return new SandboxError('SANDBOX_NO_CONNECTOR', { type, scope: entityTypeOf(object) });
}
