import { idFromParts } from '../ids/entity-id.js';
import type { MarkingDefinition } from '../model/meta-objects.js';
import { PAP_LEVELS, TLP_LEVELS, type Level, type Pap, type Tlp } from './levels.js';

/** Fixed, so that the same marking is the same to the byte in every run. */
const CREATED = '2017-01-20T00:00:00.000Z';

/** The levels that STIX 2.1 has a form for, by OpenCTI's name. STIX still says white for CLEAR. */
const STIX_TLP: Readonly<Partial<Record<Tlp, string>>> = {
  'TLP:CLEAR': 'white',
  'TLP:WHITE': 'white',
  'TLP:GREEN': 'green',
  'TLP:AMBER': 'amber',
  'TLP:RED': 'red',
};

/**
 * The marking definition of a TLP level, as OpenCTI has it. Put it beside the objects that refer to
 * it. TLP:WHITE gives TLP:CLEAR, its present name.
 *
 * @see STIX 2.1 section 7.2.1.4
 */
export function tlpMarking(tlp: Tlp): MarkingDefinition {
  const definition = tlp === 'TLP:WHITE' ? 'TLP:CLEAR' : tlp;
  const color = STIX_TLP[tlp];

  return {
    ...protocolMarking('TLP', definition, TLP_LEVELS[tlp]),
    ...(color !== undefined && { definition_type: 'tlp', definition: { tlp: color } }),
  };
}

/** The marking definition of a PAP level, as OpenCTI has it. */
export function papMarking(pap: Pap): MarkingDefinition {
  return protocolMarking('PAP', pap, PAP_LEVELS[pap]);
}

/**
 * A marking definition that says something in words, such as a licence or a copyright. The same text
 * has the same id.
 *
 * @see STIX 2.1 section 7.2.1.3
 */
export function statementMarking(text: string): MarkingDefinition {
  return {
    type: 'marking-definition',
    spec_version: '2.1',
    id: idFromParts('marking-definition', { definition_type: 'statement', definition: text }),
    created: CREATED,
    name: text,
    definition_type: 'statement',
    definition: { statement: text },
    x_opencti_definition_type: 'statement',
    x_opencti_definition: text,
    x_opencti_order: 0,
    x_opencti_color: '#ffffff',
  };
}

function protocolMarking(protocol: string, definition: string, level: Level): MarkingDefinition {
  return {
    type: 'marking-definition',
    spec_version: '2.1',
    id: level.id,
    created: CREATED,
    name: definition,
    // STIX has no other form for a marking; OpenCTI reads its own properties first.
    definition_type: 'statement',
    definition: { statement: definition },
    x_opencti_definition_type: protocol,
    x_opencti_definition: definition,
    x_opencti_order: level.order,
    x_opencti_color: level.color,
  };
}
