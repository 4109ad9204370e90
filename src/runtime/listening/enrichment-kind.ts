import { Duration } from '../../config/index.js';
import type { EnrichmentBlueprint, EnrichmentRequest } from '../../connectors/index.js';
import { RequestError } from '../../errors/index.js';
import { entityNameOf, isStixObject, readExtension, type StixObject } from '../../stix/index.js';
import { completeResult } from './complete-result.js';
import { deliver } from './deliver.js';
import { frozen } from './frozen.js';
import { handlerOutput } from './handler-output.js';
import { handlerRequest } from './handler-request.js';
import { Handlers } from './handlers.js';
import type { Job } from './job.js';
import type { ListeningParts } from './listening-parts.js';
import { MarkingLookup } from './marking-lookup.js';
import { readEnrichment } from './messages/read-enrichment.js';
import { answerUnchanged, playbookResult } from './playbook-answer.js';
import type { RequestKind, RequestResult } from './request-kind.js';
import { ResultCache } from './result-cache.js';
import { requireEntityInScope } from './scope-gate.js';
import { organizationsOf } from './share.js';
import { TlpGate } from './tlp-gate.js';

/** An entity to enrich, completed with what the message left out. */
interface Subject {
  readonly entity: StixObject;
  readonly entityId: string;
  readonly entityType: string;
  /** Everything that came, the entity included. */
  readonly received: readonly StixObject[];
}

/** Answers requests to enrich an entity: of users, of triggers, and of playbooks. */
export class EnrichmentKind implements RequestKind {
  readonly name = 'enrichment';
  readonly maySkip = true;
  private readonly handlers: Handlers<EnrichmentRequest, StixObject>;
  private readonly tlpGate: TlpGate;
  private readonly cache: ResultCache | undefined;

  constructor(private readonly parts: ListeningParts<EnrichmentBlueprint>) {
    const { blueprint, connector, platform, clock } = parts;
    const { cacheTtl, handlers } = blueprint;

    this.handlers = new Handlers(connector, handlers);
    this.tlpGate = new TlpGate(parts.maxTlp, new MarkingLookup(platform));
    this.cache = cacheTtl
      ? new ResultCache(clock, Duration.parse(cacheTtl).milliseconds)
      : undefined;
  }

  async perform(job: Job): Promise<RequestResult> {
    const subject = await this.subjectOf(job);
    requireEntityInScope(subject.entityType, this.parts.scope);
    await this.tlpGate.passObject('The entity', subject.entity, subject.received, job.signal);
    const emitted = await this.emitted(subject, job);

    const { entity, received } = subject;
    const organizations = organizationsOf(entity);
    const { furnishings } = this.parts;
    const completed = (kept: readonly StixObject[]): readonly StixObject[] =>
      completeResult(emitted, { received, kept, furnishings, organizations });
    if (job.isPlaybook) return playbookResult(job, completed(received));

    const message = await deliver(
      job,
      this.parts,
      once(emitted.length > 0 ? completed([entity]) : []),
      {
        name: `${this.parts.name} ${subject.entityId}`,
        entityId: internalIdOf(entity),
      },
    );

    return { message };
  }

  /** A playbook waits for its bundle whatever happens; it goes on with what it had. */
  async giveUp(job: Job): Promise<void> {
    if (job.isPlaybook) await answerUnchanged(job);
  }

  private async subjectOf(job: Job): Promise<Subject> {
    const message = readEnrichment(job.envelope);
    const { entityId } = message;
    job.about = entityId;
    const { signal } = job;
    const entity = message.entity ?? (await job.platform.entities.toStix(entityId, { signal }));
    if (!entity) throw new RequestError('REQUEST_ENTITY_MISSING', { id: entityId });
    const entityType = message.entityType ?? entityNameOf(entity) ?? entity.type;
    const received = message.entity ? message.objects : [entity, ...message.objects];

    return frozen({ entity, entityId, entityType, received });
  }

  private async emitted(subject: Subject, job: Job): Promise<readonly StixObject[]> {
    const { applicantId, draftId } = job.envelope;
    // What one user may see is nothing for another.
    const key = JSON.stringify([subject.entityId, applicantId, draftId]);
    const kept = this.cache?.get(key);
    if (kept) return kept;

    const emitted = await this.asked(subject, job);
    this.cache?.set(key, emitted);

    return emitted;
  }

  private async asked(subject: Subject, job: Job): Promise<readonly StixObject[]> {
    const { entity, entityId, entityType, received } = subject;
    const handler = this.handlers.of(entityType);
    const request: EnrichmentRequest = Object.freeze({
      ...handlerRequest(job, organizationsOf(entity)),
      ...{ entity, entityId, entityType },
      bundle: received,
    });
    const emitted: StixObject[] = [];
    const output = handlerOutput(() => handler.call(request), {
      where: handler.where,
      expected: 'STIX objects (type and id are text)',
      isFine: isStixObject,
      signal: job.signal,
    });

    for await (const object of output) emitted.push(object);

    return emitted;
  }
}

async function* once<T>(batch: T): AsyncGenerator<T> {
  yield batch;
}

function internalIdOf(entity: StixObject): string | undefined {
  const id = readExtension(entity, 'id');

  return typeof id === 'string' && id !== entity.id ? id : undefined;
}
