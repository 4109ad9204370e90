import type { OpenVocab } from '../open-vocab.js';

/** Why a threat acts (`attack-motivation-ov`). */
export type AttackMotivation = OpenVocab<
  | 'accidental'
  | 'coercion'
  | 'dominance'
  | 'ideology'
  | 'notoriety'
  | 'organizational-gain'
  | 'personal-gain'
  | 'personal-satisfaction'
  | 'revenge'
  | 'unpredictable'
>;

/** How much a threat can spend (`attack-resource-level-ov`). */
export type AttackResourceLevel = OpenVocab<
  'individual' | 'club' | 'contest' | 'team' | 'organization' | 'government'
>;

/** Part that a threat actor plays (`threat-actor-role-ov`). */
export type ThreatActorRole = OpenVocab<
  | 'agent'
  | 'director'
  | 'independent'
  | 'infrastructure-architect'
  | 'infrastructure-operator'
  | 'malware-author'
  | 'sponsor'
>;

/** Skill of a threat actor (`threat-actor-sophistication-ov`). */
export type ThreatActorSophistication = OpenVocab<
  'none' | 'minimal' | 'intermediate' | 'advanced' | 'expert' | 'innovator' | 'strategic'
>;

/** What a threat actor is (`threat-actor-type-ov`). */
export type ThreatActorType = OpenVocab<
  | 'activist'
  | 'competitor'
  | 'crime-syndicate'
  | 'criminal'
  | 'hacker'
  | 'insider-accidental'
  | 'insider-disgruntled'
  | 'nation-state'
  | 'sensationalist'
  | 'spy'
  | 'terrorist'
  | 'unknown'
>;

/** Gender of a person (`gender_ov`). */
export type Gender = OpenVocab<'male' | 'female' | 'nonbinary' | 'other' | 'unknown'>;

/** Marital status of a person (`marital_status_ov`). */
export type MaritalStatus = OpenVocab<
  | 'annulled'
  | 'divorced'
  | 'domestic_partner'
  | 'legally_separated'
  | 'separated'
  | 'married'
  | 'never_married'
  | 'polygamous'
  | 'single'
  | 'widowed'
>;

/** Eye colour of a person (`eye_color_ov`). */
export type EyeColor = OpenVocab<'black' | 'brown' | 'green' | 'blue' | 'hazel' | 'other'>;

/** Hair colour of a person (`hair_color_ov`). */
export type HairColor = OpenVocab<
  'black' | 'brown' | 'blond' | 'red' | 'green' | 'blue' | 'gray' | 'bald' | 'other'
>;
