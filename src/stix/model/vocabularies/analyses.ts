import type { OpenVocab } from '../open-vocab.js';

/** What a report is about (`report_types_ov`). */
export type ReportType = OpenVocab<'threat-report' | 'internal-report'>;

/** Why the objects of a grouping belong together (`grouping-context-ov`). */
export type GroupingContext = OpenVocab<'suspicious-activity' | 'malware-analysis' | 'unspecified'>;

/** What a note is (`note_types_ov`). */
export type NoteType = OpenVocab<'internal' | 'assessment' | 'analysis' | 'feedback' | 'external'>;

/** How far one agrees (`opinion-enum`; OpenCTI lets administrators add values). */
export type OpinionValue = OpenVocab<
  'strongly-disagree' | 'disagree' | 'neutral' | 'agree' | 'strongly-agree'
>;

/** Verdict of a malware analysis (`malware-result-ov`). */
export type MalwareResult = OpenVocab<'malicious' | 'suspicious' | 'benign' | 'unknown'>;

/** What a security coverage measures (`coverage_ov`). */
export type CoverageName = OpenVocab<'prevention' | 'detection' | 'vulnerabilities'>;
