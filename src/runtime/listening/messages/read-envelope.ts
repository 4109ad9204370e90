import type { PlaybookStep } from '../../../connectors/index.js';
import { MessageReader } from './message-reader.js';

/** What OpenCTI says of a request of any kind. */
export interface RequestEnvelope {
  /** The work that shows it; null in a playbook. */
  readonly workId: string | null;
  /** Who asked; null for nobody. */
  readonly applicantId: string | null;
  /** The draft that takes the result; null for none. */
  readonly draftId: string | null;
  readonly trigger: string | null;
  readonly mode: string | null;
  readonly playbook: PlaybookStep | null;
  readonly configuration: string | null;
  readonly eventType: string | null;
  /** Undefined when OpenCTI does not say. */
  readonly validationMode: 'workbench' | 'draft' | undefined;
  readonly forceValidation: boolean;
  readonly bypassValidation: boolean;
  /** What is asked for; read by the kind. */
  readonly event: MessageReader;
  /** The whole message. */
  readonly raw: Readonly<Record<string, unknown>>;
}

/**
 * Reads what all messages have in common. What decides where a result goes and in whose name is
 * read strictly: a draft id of the wrong type must not end up as "no draft". The rest may be
 * anything.
 *
 * @throws RequestError `REQUEST_MALFORMED`
 * @see OpenCTI `opencti-graphql/src/domain/enrichment.js`, `src/database/file-storage.ts` and
 * `src/domain/stix.js`
 */
export function readEnvelope(body: unknown): RequestEnvelope {
  const message = MessageReader.of('the message', body);
  const internal = MessageReader.of('internal', message.value('internal'));
  const event = MessageReader.of('event', message.value('event'));

  return {
    workId: internal.textIfAny('work_id'),
    applicantId: internal.textIfAny('applicant_id'),
    draftId: internal.textIfAny('draft_id'),
    trigger: internal.textAtBest('trigger'),
    mode: internal.textAtBest('mode'),
    playbook: readPlaybook(internal.objectIfAny('playbook')),
    configuration: message.textAtBest('configuration'),
    eventType: event.textAtBest('event_type'),
    validationMode: event.oneOf('validation_mode', ['workbench', 'draft']),
    forceValidation: event.flag('force_validation'),
    bypassValidation: event.flag('bypass_validation'),
    event,
    raw: body as Readonly<Record<string, unknown>>,
  };
}

/**
 * Reads what can be read of a message that is not worked on: who waits for an answer, and the bundle
 * that a playbook needs back.
 */
export function readEnvelopeAtBest(body: unknown): RequestEnvelope {
  const internal = own(body, 'internal');
  const workId = own(internal, 'work_id');
  const event = own(body, 'event');

  return {
    workId: typeof workId === 'string' && workId !== '' ? workId : null,
    playbook: playbookAtBest(own(internal, 'playbook')),
    ...{ applicantId: null, draftId: null, trigger: null, mode: null, configuration: null },
    ...{ eventType: null, forceValidation: false, bypassValidation: false },
    validationMode: undefined,
    event: MessageReader.of('event', isObject(event) ? event : {}),
    raw: isObject(body) ? body : {},
  };
}

function playbookAtBest(playbook: unknown): PlaybookStep | null {
  try {
    return isObject(playbook)
      ? readPlaybook(MessageReader.of('internal.playbook', playbook))
      : null;
  } catch {
    return null;
  }
}

function readPlaybook(playbook: MessageReader | undefined): PlaybookStep | null {
  if (!playbook) return null;

  return {
    executionId: playbook.text('execution_id'),
    eventId: playbook.text('event_id'),
    playbookId: playbook.text('playbook_id'),
    dataInstanceId: playbook.text('data_instance_id'),
    stepId: playbook.text('step_id'),
    previousStepId: playbook.text('previous_step_id'),
  };
}

function own(value: unknown, name: string): unknown {
  return isObject(value) && Object.hasOwn(value, name) ? value[name] : undefined;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
