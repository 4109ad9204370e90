/** How one kind of entity is reached through the API. */
export interface EntityRoot {
  /** Field of `Query` that reads one. */
  readonly one: string;
  /** Field of `Query` that lists many. */
  readonly many: string;
  /** The entity or group of entities. */
  readonly type: string;
  /** Enum by which the list is ordered. */
  readonly ordering: string;
  /** The list can be narrowed by entity types. */
  readonly takesTypes?: boolean;
}

/** How an entity is made through the API. */
export interface EntityMaker {
  /** Field of `Mutation`. */
  readonly add: string;
  /** Type of its `input`. */
  readonly input: string;
  /** The entity it makes; undefined when the input says so in `type`. */
  readonly type?: string;
}

/** Entities and relationships that can be read and listed. @see pycti `entities/` */
export const ENTITY_ROOTS: readonly EntityRoot[] = [
  root('attackPattern', 'attackPatterns', 'Attack-Pattern'),
  root('campaign', 'campaigns', 'Campaign'),
  root('caseIncident', 'caseIncidents', 'Case-Incident'),
  root('caseRfi', 'caseRfis', 'Case-Rfi'),
  root('caseRft', 'caseRfts', 'Case-Rft'),
  root('channel', 'channels', 'Channel'),
  root('courseOfAction', 'coursesOfAction', 'Course-Of-Action'),
  root('dataComponent', 'dataComponents', 'Data-Component'),
  root('dataSource', 'dataSources', 'Data-Source'),
  root('event', 'events', 'Event'),
  root('feedback', 'feedbacks', 'Feedback'),
  root('grouping', 'groupings', 'Grouping'),
  root('identity', 'identities', 'Identity', { takesTypes: true }),
  root('incident', 'incidents', 'Incident'),
  root('indicator', 'indicators', 'Indicator'),
  root('infrastructure', 'infrastructures', 'Infrastructure'),
  root('intrusionSet', 'intrusionSets', 'Intrusion-Set'),
  root('language', 'languages', 'Language'),
  root('location', 'locations', 'Location', { takesTypes: true }),
  root('malware', 'malwares', 'Malware'),
  root('malwareAnalysis', 'malwareAnalyses', 'Malware-Analysis'),
  root('narrative', 'narratives', 'Narrative'),
  root('note', 'notes', 'Note'),
  root('observedData', 'observedDatas', 'Observed-Data'),
  root('opinion', 'opinions', 'Opinion'),
  root('report', 'reports', 'Report'),
  root('securityCoverage', 'securityCoverages', 'Security-Coverage', {
    ordering: 'SecurityCoverageOrdering',
  }),
  root('task', 'tasks', 'Task'),
  root('threatActor', 'threatActors', 'Threat-Actor'),
  root('threatActorGroup', 'threatActorsGroup', 'Threat-Actor-Group', {
    ordering: 'ThreatActorsOrdering',
  }),
  root('threatActorIndividual', 'threatActorsIndividuals', 'Threat-Actor-Individual', {
    ordering: 'ThreatActorsIndividualOrdering',
  }),
  root('tool', 'tools', 'Tool'),
  root('vulnerability', 'vulnerabilities', 'Vulnerability'),
  root('stixCoreObject', 'stixCoreObjects', 'Stix-Core-Object', { takesTypes: true }),
  root('stixDomainObject', 'stixDomainObjects', 'Stix-Domain-Object', { takesTypes: true }),
  root('stixCyberObservable', 'stixCyberObservables', 'Stix-Cyber-Observable', {
    takesTypes: true,
  }),
];

/** Entities that can be made. Observables and relationships have mutations of their own. */
export const ENTITY_MAKERS: readonly EntityMaker[] = [
  ...['attackPattern', 'campaign', 'caseIncident', 'caseRfi', 'caseRft', 'channel'].map(made),
  ...['courseOfAction', 'dataComponent', 'dataSource', 'event', 'feedback', 'grouping'].map(made),
  ...['incident', 'indicator', 'individual', 'infrastructure', 'intrusionSet', 'language'].map(
    made,
  ),
  ...['malware', 'malwareAnalysis', 'narrative', 'note', 'observedData', 'opinion'].map(made),
  ...['organization', 'report', 'sector', 'securityCoverage', 'system', 'task'].map(made),
  ...['threatActorGroup', 'threatActorIndividual', 'tool', 'vulnerability'].map(made),
  { ...made('securityPlatform'), type: 'SecurityPlatform' },
  { add: 'identityAdd', input: 'IdentityAddInput' },
  { add: 'locationAdd', input: 'LocationAddInput' },
];

function root(
  one: string,
  many: string,
  type: string,
  options: { readonly ordering?: string; readonly takesTypes?: boolean } = {},
): EntityRoot {
  const ordering = `${many.charAt(0).toUpperCase()}${many.slice(1)}Ordering`;

  return { one, many, type, ordering, ...options };
}

/** `attackPattern` is made by `attackPatternAdd` from an `AttackPatternAddInput`. */
function made(name: string): EntityMaker {
  const words = name.charAt(0).toUpperCase() + name.slice(1);
  const type = words.replace(/(?<=[a-z])(?=[A-Z])/g, '-');

  return { add: `${name}Add`, input: `${words}AddInput`, type };
}
