const { decode } = require('./tagged-values.cjs');

/** pycti's classes, as the STIX types that they stand for. */
const TYPES = {
  AttackPattern: 'attack-pattern',
  Campaign: 'campaign',
  CaseIncident: 'case-incident',
  CaseRfi: 'case-rfi',
  CaseRft: 'case-rft',
  Channel: 'channel',
  CourseOfAction: 'course-of-action',
  DataComponent: 'data-component',
  DataSource: 'data-source',
  Event: 'event',
  ExternalReference: 'external-reference',
  Feedback: 'feedback',
  Grouping: 'grouping',
  Identity: 'identity',
  Incident: 'incident',
  Indicator: 'indicator',
  Infrastructure: 'infrastructure',
  IntrusionSet: 'intrusion-set',
  KillChainPhase: 'kill-chain-phase',
  Label: 'label',
  Language: 'language',
  Location: 'location',
  Malware: 'malware',
  MalwareAnalysis: 'malware-analysis',
  MarkingDefinition: 'marking-definition',
  Narrative: 'narrative',
  Note: 'note',
  ObservedData: 'observed-data',
  Opinion: 'opinion',
  Report: 'report',
  SecurityCoverage: 'security-coverage',
  StixCoreRelationship: 'relationship',
  StixSightingRelationship: 'sighting',
  Task: 'task',
  ThreatActor: 'threat-actor',
  ThreatActorGroup: 'threat-actor',
  ThreatActorIndividual: 'threat-actor',
  Tool: 'tool',
  Vocabulary: 'vocabulary',
  Vulnerability: 'vulnerability',
};

/** What a class says that its type does not. */
const FIXED = {
  ThreatActorGroup: { x_opencti_type: 'Threat-Actor-Group' },
  ThreatActorIndividual: { x_opencti_type: 'Threat-Actor-Individual' },
};

/** Arguments whose name is not that of the STIX property. */
const PROPERTIES = { object_ids: 'object_refs', opencti_type: 'x_opencti_type' };

const METHODS = {
  generate_id: idOfArguments,
  generate_id_from_data: idOfData,
  generate_standard_id_from_stix: ({ data }, api) => api.entityId(data),
  external_reference_generate_id: ({ args }, api) => api.externalReferenceId(args) ?? null,
  kill_chain_phase_generate_id: ({ args }, api) => api.idFromParts('kill-chain-phase', args),
};

function run({ input }, api) {
  const method = METHODS[input.method];
  if (!method) return { unknown: `method ${input.method}` };

  return { actual: method(decode(input, api), api) };
}

function idOfArguments({ class: name, args }, api) {
  const named = Object.entries(args).map(([key, value]) => [PROPERTIES[key] ?? key, value]);
  const parts = { ...Object.fromEntries(named), ...FIXED[name] };
  if (name === 'ExternalReference') return api.externalReferenceId(parts) ?? null;

  return api.idFromParts(typeOf(name), parts);
}

function idOfData({ class: name, data }, api) {
  if (name === 'ExternalReference') return api.externalReferenceId(data) ?? null;

  return api.stixId({ ...data, ...FIXED[name], type: typeOf(name) });
}

function typeOf(name) {
  if (TYPES[name]) return TYPES[name];

  throw new Error(`no STIX type is mapped to the class ${name}`);
}

module.exports = { name: 'ids', recognises: ({ input }) => 'class' in Object(input), run };
