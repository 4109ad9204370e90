import type {
  AnalysisBlueprint,
  AnalysisMatch,
  AnalysisRequest,
  ReadableFile,
} from '../../connectors/index.js';
import { RequestError } from '../../errors/index.js';
import { isStixObject, readExtension, type StixObject } from '../../stix/index.js';
import { storedContent } from './files/stored-content.js';
import { frozen } from './frozen.js';
import { handlerOutput } from './handler-output.js';
import { handlerRequest } from './handler-request.js';
import { handlerOf } from './handlers.js';
import type { Job } from './job.js';
import type { ListeningParts } from './listening-parts.js';
import { MarkingLookup } from './marking-lookup.js';
import { readAnalysis, type AnalysisMessage } from './messages/read-analysis.js';
import type { RequestKind, RequestResult } from './request-kind.js';
import { requireMimeInScope } from './scope-gate.js';
import { TlpGate } from './tlp-gate.js';

/** The only kind of analysis that OpenCTI knows. */
const ANALYSIS_TYPE = 'mapping_analysis';

/** Answers requests to find the entities that a text speaks of. */
export class AnalysisKind implements RequestKind {
  readonly name = 'analysis';
  readonly maySkip = false;
  private readonly tlpGate: TlpGate;

  constructor(private readonly parts: ListeningParts<AnalysisBlueprint>) {
    this.tlpGate = new TlpGate(parts.maxTlp, new MarkingLookup(parts.platform));
  }

  async perform(job: Job): Promise<RequestResult> {
    const message = readAnalysis(job.envelope);
    job.about = message.file?.name ?? message.entityId;
    if (message.file) requireMimeInScope(message.file.mime, this.parts.scope);
    const entity = await this.entityOf(message, job);
    const matches = await this.matches(message, entity, job);

    const { entityId, analysisName: name, contentType, contentSource } = message;
    const content = JSON.stringify(Object.fromEntries(matches));
    const file = { name, content, mimeType: 'application/json' };
    const source = { contentType, contentSource, analysisType: ANALYSIS_TYPE };
    await job.platform.files.analysisPush(entityId, file, source, { signal: job.signal });

    return { message: `${matches.size} matches found` };
  }

  private async entityOf({ entityId: id }: AnalysisMessage, job: Job): Promise<StixObject> {
    const { signal } = job;
    const entity = await job.platform.entities.toStix(id, { signal });
    if (!entity) throw new RequestError('REQUEST_ENTITY_MISSING', { id });
    await this.tlpGate.passObject('The entity', entity, [], signal);

    return frozen(entity);
  }

  /** Ids of entities by the text that means them. */
  private async matches(
    message: AnalysisMessage,
    entity: StixObject,
    job: Job,
  ): Promise<ReadonlyMap<string, string>> {
    const { signal } = job;
    const handler = handlerOf<AnalysisRequest, AnalysisMatch>(this.parts.connector, 'analyse');
    const request = requestOf(message, entity, job);
    const output = handlerOutput(() => handler.call(request), {
      where: handler.where,
      expected: 'matches: { text, entity }, the entity an object or an id',
      isFine: isMatch,
      signal,
    });
    const matches = new Map<string, string>();

    for await (const { text, entity: match } of output) {
      matches.set(text, typeof match === 'string' ? match : match.id);
    }

    return matches;
  }
}

function requestOf(message: AnalysisMessage, entity: StixObject, job: Job): AnalysisRequest {
  const { file: stored, fields, ...rest } = message;
  const { signal } = job;
  const file: ReadableFile | undefined =
    stored &&
    storedContent(stored, (path, options) => job.platform.files.read(path, { signal, ...options }));

  return Object.freeze({
    ...handlerRequest(job),
    ...rest,
    ...{ entity, fields },
    ...(file && { file }),
    text: async () => (file ? file.text() : textOf(entity, fields)),
  });
}

/** The fields that are filled, one below the other. */
function textOf(entity: StixObject, fields: readonly string[]): string {
  const texts = fields.map(field => {
    const { [`x_opencti_${field}`]: prefixed } = entity as unknown as Record<string, unknown>;
    return readExtension(entity, field) ?? prefixed;
  });

  return texts.filter(text => typeof text === 'string' && text !== '').join('\n');
}

function isMatch(value: unknown): value is AnalysisMatch {
  if (typeof value !== 'object' || value === null) return false;
  const { text, entity } = value as Partial<AnalysisMatch>;

  return (
    typeof text === 'string' && text !== '' && (typeof entity === 'string' || isStixObject(entity))
  );
}
