import type { OpenVocab } from '../open-vocab.js';

/** What an indicator tells (`indicator-type-ov`). */
export type IndicatorType = OpenVocab<
  | 'anomalous-activity'
  | 'anonymization'
  | 'benign'
  | 'compromised'
  | 'malicious-activity'
  | 'attribution'
  | 'unknown'
>;

/** Language of an indicator pattern (`pattern-type-ov`). */
export type PatternType = OpenVocab<
  | 'stix'
  | 'pcre'
  | 'sigma'
  | 'snort'
  | 'suricata'
  | 'yara'
  | 'tanium-signal'
  | 'spl'
  | 'eql'
  | 'shodan'
>;

/** What an infrastructure is used for (`infrastructure-type-ov`). */
export type InfrastructureType = OpenVocab<
  | 'amplification'
  | 'anonymization'
  | 'botnet'
  | 'command-and-control'
  | 'control-system'
  | 'exfiltration'
  | 'firewall'
  | 'hosting-malware'
  | 'hosting-target-lists'
  | 'phishing'
  | 'reconnaissance'
  | 'routers-switches'
  | 'staging'
  | 'workstation'
  | 'unknown'
>;
