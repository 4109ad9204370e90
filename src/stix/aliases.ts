/** Types whose aliases are OpenCTI's addition to STIX. */
const OPENCTI_ALIASES: ReadonlySet<string> = new Set([
  'course-of-action',
  'grouping',
  'identity',
  'location',
  'vulnerability',
]);

const STIX_ALIASES: ReadonlySet<string> = new Set([
  'attack-pattern',
  'campaign',
  'channel',
  'x-opencti-channel',
  'event',
  'x-opencti-event',
  'incident',
  'infrastructure',
  'intrusion-set',
  'malware',
  'narrative',
  'x-opencti-narrative',
  'threat-actor',
  'tool',
]);

/** Where an object may keep its aliases; the first one that it has counts, even as null. */
const ALIASES_PROPERTIES = ['x_opencti_aliases', 'x_mitre_aliases', 'x_amitt_aliases', 'aliases'];

/**
 * The property in which OpenCTI keeps the aliases of a STIX type. Capitals do not matter.
 *
 * @see pycti `resolve_aliases_field`
 */
export function aliasesProperty(type: string): 'aliases' | 'x_opencti_aliases' {
  return OPENCTI_ALIASES.has(type.toLowerCase()) ? 'x_opencti_aliases' : 'aliases';
}

/**
 * True for a STIX type that OpenCTI also finds by an alias. Capitals do not matter.
 *
 * @see pycti `is_stix_object_aliased`
 */
export function isAliasedType(type: string): boolean {
  return OPENCTI_ALIASES.has(type.toLowerCase()) || STIX_ALIASES.has(type.toLowerCase());
}

/**
 * The aliases of an object as OpenCTI reads them; undefined when it has none.
 *
 * @see pycti `OpenCTIStix2.pick_aliases`
 */
export function aliasesOf(object: object): readonly string[] | undefined {
  const property = ALIASES_PROPERTIES.find(name => Object.hasOwn(object, name));
  const aliases = (object as Readonly<Record<string, unknown>>)[property ?? ''];

  return Array.isArray(aliases) ? aliases : undefined;
}
