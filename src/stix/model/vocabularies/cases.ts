import type { OpenVocab } from '../open-vocab.js';

/** How soon a case is to be worked on; P1 is first (`case_priority_ov`). */
export type CasePriority = OpenVocab<'P1' | 'P2' | 'P3' | 'P4'>;

/** How bad a case is (`case_severity_ov`). */
export type CaseSeverity = OpenVocab<'low' | 'medium' | 'high' | 'critical'>;

/** What an incident response is about (`incident_response_types_ov`). */
export type IncidentResponseType = OpenVocab<'ransomware' | 'data-leak'>;

/** What a request for information is about (`request_for_information_types_ov`). */
export type InformationRequestType = OpenVocab<'none'>;

/** Why a takedown is asked for (`request_for_takedown_types_ov`). */
export type TakedownType = OpenVocab<'phishing' | 'brand-abuse'>;

/** How bad an incident is (`incident_severity_ov`). */
export type IncidentSeverity = OpenVocab<'low' | 'medium' | 'high' | 'critical'>;

/** What kind of incident happened (`incident_type_ov`). */
export type IncidentType = OpenVocab<
  | 'alert'
  | 'compromise'
  | 'information-system-disruption'
  | 'ransomware'
  | 'reputation-damage'
  | 'data-leak'
  | 'typosquatting'
  | 'phishing'
  | 'cybercrime'
>;
