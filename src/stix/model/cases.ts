import type { DomainProperties } from './core-properties.js';
import type { Timestamp } from './timestamp.js';
import type {
  CasePriority,
  CaseSeverity,
  IncidentResponseType,
  InformationRequestType,
  TakedownType,
} from './vocabularies/cases.js';

/** What the cases of OpenCTI have in common. OpenCTI identifies a case by name and `created`. */
export interface CaseProperties extends DomainProperties {
  readonly name: string;
  readonly description?: string;
  /** When the case was opened; part of its identity. */
  readonly created: Timestamp;
  readonly severity?: CaseSeverity;
  readonly priority?: CasePriority;
  /** Ids of the objects that the case contains. */
  readonly object_refs?: readonly string[];
  /** Full text, as HTML. */
  readonly x_opencti_content?: string;
  /** Internal ids of the users who work on it. */
  readonly x_opencti_assignee_ids?: readonly string[];
  readonly x_opencti_participant_ids?: readonly string[];
}

/** An incident response: an incident that people work on. */
export interface CaseIncident extends CaseProperties {
  readonly type: 'case-incident';
  readonly response_types?: readonly IncidentResponseType[];
}

/** A request for information. */
export interface CaseRfi extends CaseProperties {
  readonly type: 'case-rfi';
  readonly information_types?: readonly InformationRequestType[];
}

/** A request for takedown. */
export interface CaseRft extends CaseProperties {
  readonly type: 'case-rft';
  readonly takedown_types?: readonly TakedownType[];
}

/** Something to do in a case. OpenCTI identifies it by name and `created`. */
export interface Task extends DomainProperties {
  readonly type: 'task';
  readonly name: string;
  readonly description?: string;
  /** When the task was made; part of its identity. */
  readonly created: Timestamp;
  readonly due_date?: Timestamp;
  /** Ids of the cases that the task belongs to. */
  readonly object_refs?: readonly string[];
  /** Internal ids of the users who work on it. */
  readonly x_opencti_assignee_ids?: readonly string[];
  readonly x_opencti_participant_ids?: readonly string[];
}

/** What a user of the platform thinks of some objects. OpenCTI identifies it by its name. */
export interface Feedback extends DomainProperties {
  readonly type: 'feedback';
  readonly name: string;
  readonly description?: string;
  /** From 0 to 5. */
  readonly rating?: number;
  /** Ids of the objects that the feedback is about. */
  readonly object_refs?: readonly string[];
  /** Full text, as HTML. */
  readonly x_opencti_content?: string;
  /** Internal ids of the users who work on it. */
  readonly x_opencti_assignee_ids?: readonly string[];
}
