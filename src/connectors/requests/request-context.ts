/** Where a playbook stands while it waits for an enrichment. All ids are OpenCTI's own. */
export interface PlaybookStep {
  /** This run of the playbook. */
  readonly executionId: string;
  /** The event that the run began with. */
  readonly eventId: string;
  readonly playbookId: string;
  /** STIX id of the entity that the playbook runs for. */
  readonly dataInstanceId: string;
  /** The step that is being done: this request. */
  readonly stepId: string;
  readonly previousStepId: string;
}

/**
 * Who asks for something, where its result belongs, and how. Made when the request arrives, frozen,
 * and its own: requests that run at the same time never see each other's. Everything that is sent
 * for the request already obeys it; it is here for handlers that decide by it.
 *
 * @see the messages of OpenCTI's queue `listen_<connector id>`: `internal`, and what `event` says
 * about validation.
 */
export interface RequestContext {
  /** Internal id of the user who asked; undefined when it is done in the connector's own name. */
  readonly applicantId?: string;
  /** Internal id of the draft that takes the result; null for none. */
  readonly draftId: string | null;
  /** The work that shows it in OpenCTI; undefined in a playbook. */
  readonly workId?: string;
  /** What set it off, `create` or `update`; null when OpenCTI does not say. */
  readonly trigger: string | null;
  /** `auto`, or `manual` when somebody asked; null when OpenCTI does not say. */
  readonly mode: string | null;
  /** The step of a playbook that waits for the answer; undefined outside of playbooks. */
  readonly playbook?: PlaybookStep;
  /** STIX ids of the organizations that the entity is shared with; results are shared alike. */
  readonly sharedWith: readonly string[];
  /** How results are validated if they are: as a `workbench`, or in a `draft`. */
  readonly validationMode: 'workbench' | 'draft';
  /** Whether the user asks for validation, whatever the settings say. */
  readonly forceValidation: boolean;
  /** Whether results go on without validation, whatever else is said. */
  readonly bypassValidation: boolean;
  /** Text that the user chose for this request, such as a mapping; null for none. */
  readonly configuration: string | null;
  /** Such as `INTERNAL_ENRICHMENT`; null where OpenCTI leaves it out. */
  readonly eventType: string | null;
  /** When the request came in, ISO 8601 in UTC. */
  readonly receivedAt: string;
  /** Whether the broker has delivered it before, so that it may be half done already. */
  readonly isRedelivered: boolean;
  /** The whole message as it came, with what octiflow does not know. Frozen. */
  readonly raw: Readonly<Record<string, unknown>>;
}
