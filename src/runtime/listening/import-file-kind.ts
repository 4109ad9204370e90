import type { ImportFileBlueprint, ImportedFile } from '../../connectors/index.js';
import { RequestError } from '../../errors/index.js';
import { isSco, isStixObject, type StixObject } from '../../stix/index.js';
import { furnish } from '../furnish.js';
import { inBatches } from '../in-batches.js';
import { isContainer } from './container.js';
import { deliver } from './deliver.js';
import { storedContent } from './files/stored-content.js';
import { frozen } from './frozen.js';
import { handlerOutput } from './handler-output.js';
import { handlerRequest } from './handler-request.js';
import { Handlers } from './handlers.js';
import type { Job } from './job.js';
import type { ListeningParts } from './listening-parts.js';
import { MarkingLookup } from './marking-lookup.js';
import { readImport, type ImportMessage } from './messages/read-import.js';
import type { RequestKind, RequestResult } from './request-kind.js';
import { requireMimeInScope } from './scope-gate.js';
import { TlpGate } from './tlp-gate.js';

/** What a file comes with: what OpenCTI was asked for. */
interface Surroundings {
  readonly markings: readonly StixObject[];
  readonly contextEntity: StixObject | undefined;
}

/** Answers requests to import a file. */
export class ImportFileKind implements RequestKind {
  readonly name = 'file import';
  readonly maySkip = false;
  private readonly handlers: Handlers<ImportedFile, StixObject>;
  private readonly markings: MarkingLookup;
  private readonly tlpGate: TlpGate;

  constructor(private readonly parts: ListeningParts<ImportFileBlueprint>) {
    this.handlers = new Handlers(parts.connector, parts.blueprint.handlers);
    this.markings = new MarkingLookup(parts.platform);
    this.tlpGate = new TlpGate(parts.maxTlp, this.markings);
  }

  async perform(job: Job): Promise<RequestResult> {
    const message = readImport(job.envelope);
    const { file, entityId, fileMarkings } = message;
    job.about = file.name;
    requireMimeInScope(file.mime, this.parts.scope);
    const surroundings = await this.surroundingsOf(message, job);
    await this.passTlpGate(surroundings, job);

    const { contextEntity } = surroundings;
    const fills = this.parts.blueprint.fillContainer && contextEntity && isContainer(contextEntity);

    const delivered = await deliver(job, this.parts, this.batches(message, surroundings, job), {
      name: file.name,
      markings: fileMarkings,
      ...(entityId !== null && { entityId }),
      ...(fills && { container: contextEntity }),
    });

    return { message: delivered };
  }

  private async surroundingsOf(message: ImportMessage, job: Job): Promise<Surroundings> {
    const { entityId: id, fileMarkings } = message;
    const { signal } = job;
    const markings = await this.markings.all(fileMarkings, signal);
    const contextEntity =
      id === null ? undefined : await job.platform.entities.toStix(id, { signal });
    // Without it the result would be cut off from the entity that the user chose.
    if (id !== null && !contextEntity) throw new RequestError('REQUEST_ENTITY_MISSING', { id });

    return frozen({ markings, contextEntity });
  }

  private async passTlpGate({ markings, contextEntity }: Surroundings, job: Job): Promise<void> {
    this.tlpGate.passMarked('The file', markings);
    if (!contextEntity) return;
    await this.tlpGate.passObject('The entity of the file', contextEntity, [], job.signal);
  }

  /** What the handler makes of the file, in batches that can be sent. */
  private async *batches(
    { file, fileMarkings, entityId }: ImportMessage,
    { markings, contextEntity }: Surroundings,
    job: Job,
  ): AsyncGenerator<readonly StixObject[]> {
    const { signal } = job;
    const handler = this.handlers.of(file.mime);
    const content = storedContent(file, (path, options) =>
      job.platform.files.read(path, { signal, ...options }),
    );
    const request: ImportedFile = Object.freeze({
      ...handlerRequest(job),
      ...content,
      ...{ markings, fileMarkings },
      ...(contextEntity && { contextEntity }),
      ...(entityId !== null && { entityId }),
    });
    const objects = handlerOutput(() => handler.call(request), {
      where: handler.where,
      expected: 'STIX objects (type and id are text)',
      isFine: isStixObject,
      signal,
    });
    const { author, markings: own } = this.parts.furnishings;
    const furnishings = { author, markings: markings.length > 0 ? markings : own };

    for await (const batch of inBatches(objects, this.parts.blueprint.batchSize)) {
      yield furnish(batch, furnishings, isSco);
    }
  }
}
