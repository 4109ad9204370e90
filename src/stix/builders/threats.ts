import type {
  Campaign,
  IntrusionSet,
  ThreatActorGroup,
  ThreatActorIndividual,
} from '../model/threats.js';
import { defineBuilder } from './build.js';
import type { PropertiesOf } from './properties-of.js';

/** Builds a campaign. Its id follows from its name. */
export const campaign = defineBuilder<Campaign>('campaign', { name: 'text' });

/** Builds an intrusion set. Its id follows from its name. */
export const intrusionSet = defineBuilder<IntrusionSet>('intrusion-set', { name: 'text' });

/** Builds a threat actor that is a group. Its id follows from its name. */
export const threatActorGroup = defineBuilder<
  ThreatActorGroup,
  PropertiesOf<ThreatActorGroup, 'x_opencti_type'>
>('threat-actor', { name: 'text' }, { fixed: { x_opencti_type: 'Threat-Actor-Group' } });

/** Builds a threat actor that is a person. Its id follows from its name. */
export const threatActorIndividual = defineBuilder<
  ThreatActorIndividual,
  PropertiesOf<ThreatActorIndividual, 'x_opencti_type'>
>('threat-actor', { name: 'text' }, { fixed: { x_opencti_type: 'Threat-Actor-Individual' } });
