import { OPENCTI_EXTENSION, type Bundle } from '../../stix/index.js';
import { AUTOMATION } from '../users/user.js';
import type { ListenMessage } from './listen-message.js';

/** Where a step stands in a run of a playbook; the connector sends all of it back. */
export interface PlaybookPlace {
  readonly eventId: string;
  readonly executionId: string;
  readonly playbookId: string;
  /** Standard id of the object the run is about. */
  readonly dataInstanceId: string;
  readonly stepId: string;
  readonly previousStepId: string;
}

/**
 * What an enrichment connector is sent as a step of a playbook: the bundle itself, not its text, and
 * no work.
 *
 * @see OpenCTI `modules/playbook/playbook-components.ts`
 */
export function playbookMessage(place: PlaybookPlace, bundle: Bundle): ListenMessage {
  return {
    internal: {
      work_id: null,
      playbook: {
        event_id: place.eventId,
        execution_id: place.executionId,
        playbook_id: place.playbookId,
        data_instance_id: place.dataInstanceId,
        step_id: place.stepId,
        previous_step_id: place.previousStepId,
      },
      applicant_id: AUTOMATION.id,
      // The platform says create of what it knows already.
      trigger: isKnown(place.dataInstanceId, bundle) ? 'create' : 'update',
      mode: 'auto',
    },
    event: { entity_id: place.dataInstanceId, bundle },
  };
}

function isKnown(id: string, { objects }: Bundle): boolean {
  const base = objects.find(object => object.id === id) as
    | { readonly extensions?: Readonly<Record<string, { readonly id?: unknown } | undefined>> }
    | undefined;

  return typeof base?.extensions?.[OPENCTI_EXTENSION]?.id === 'string';
}
