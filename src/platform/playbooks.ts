import type { Bundle } from '../stix/index.js';
import { AnswerReader } from './answer-reader.js';
import type { PlatformQueries, QueryOptions } from './platform-call.js';

/** The step of a playbook that a connector was asked to carry out, as its request names it. */
export interface PlaybookStep {
  readonly executionId: string;
  readonly eventId: string;
  readonly playbookId: string;
  readonly dataInstanceId: string;
  readonly stepId: string;
  readonly previousStepId: string;
}

/** What a connector made of a step. */
export interface PlaybookOutcome {
  /** When the connector began. */
  readonly startedAt: Date;
  /** The bundle that it was given. */
  readonly previousBundle: Bundle;
  /** The bundle that the playbook goes on with: it holds the entity, changed or not. */
  readonly bundle: Bundle;
}

const EXECUTED = `mutation PlaybookStepExecution($execution_id: ID!, $event_id: ID!, $execution_start: DateTime!, $data_instance_id: ID!, $playbook_id: ID!, $previous_step_id: ID!, $step_id: ID!, $previous_bundle: String!, $bundle: String!) {
  playbookStepExecution(execution_id: $execution_id, event_id: $event_id, execution_start: $execution_start, data_instance_id: $data_instance_id, playbook_id: $playbook_id, previous_step_id: $previous_step_id, step_id: $step_id, previous_bundle: $previous_bundle, bundle: $bundle)
}`;

/** The playbooks of OpenCTI that wait for a connector. */
export class Playbooks {
  constructor(private readonly queries: PlatformQueries) {}

  /**
   * Hands a step's outcome back; the playbook goes on with it. In the name of the connector, whoever
   * the request was made for. Not repeated when the answer is lost: the next steps could run twice.
   *
   * @returns false when the playbook or the step is gone
   */
  async finishStep(
    step: PlaybookStep,
    { startedAt, previousBundle, bundle }: PlaybookOutcome,
    options?: QueryOptions,
  ): Promise<boolean> {
    const variables = {
      execution_id: step.executionId,
      event_id: step.eventId,
      execution_start: startedAt.toISOString(),
      data_instance_id: step.dataInstanceId,
      playbook_id: step.playbookId,
      previous_step_id: step.previousStepId,
      step_id: step.stepId,
      previous_bundle: JSON.stringify(previousBundle),
      bundle: JSON.stringify(bundle),
    };
    const context = { ...options?.context, applicantId: undefined };
    const data = await this.queries.query(EXECUTED, variables, { ...options, context });

    return AnswerReader.of('PlaybookStepExecution', data).value('playbookStepExecution') !== false;
  }
}
