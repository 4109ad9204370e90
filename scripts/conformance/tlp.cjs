const { decode } = require('./tagged-values.cjs');

/** Functions of Python's that nothing here stands for, each with the reason. */
const WITHOUT_COUNTERPART = {
  enum_has_value: 'entity names are typed and matched exactly',
  filter_objects: 'a filter of an array',
  is_memory_certificate: 'broker certificates are read by transport',
  normalize_email_prefix: 'no user is created here',
  not_empty: 'a test for emptiness in Python',
  process_multiple: 'replies of the platform are typed, not flattened',
  process_multiple_ids: 'replies of the platform are typed, not flattened',
};

const FUNCTIONS = {
  check_max_tlp: ({ tlp, max_tlp }, api) => api.isWithinTlp(tlp, max_tlp),
  marking_id: ({ definition_type, definition }, api) =>
    api.idFromParts('marking-definition', { definition_type, definition }),
  format_date: ({ date }, api) => api.platformTimestamp(date),
  stix2_format_datetime: ({ date }, api) => api.stixTimestamp(date),
  stix2_timestamp: ({ date, precision, precision_constraint }, api) =>
    api.stixTimestamp(date, { precision, constraint: precision_constraint }),
  iso_duration_seconds: ({ duration }, api) => Math.trunc(api.Duration.parse(duration).seconds),
  get_config_variable: readConfigVariable,
  stix2_deduplicate_objects: ({ items }, api) => api.uniqueById(items),
  get_attribute_in_extension: ({ key, object }, api) => api.readExtension(object, key),
  get_attribute_in_mitre_extension: ({ key, object }, api) => api.readMitreExtension(object, key),
  put_attribute_in_extension: ({ object, extension_id, key, value, multiple }, api) =>
    api.writeExtension(object, extension_id, key, value, { append: multiple }),
  resolve_aliases_field: ({ stix_type }, api) => api.aliasesProperty(stix_type),
  is_stix_object_aliased: ({ stix_type }, api) => api.isAliasedType(stix_type),
  pick_aliases: ({ object }, api) => api.aliasesOf(object),
  compute_object_refs_number: ({ object }, api) => api.countReferences(object),
  convert_markdown: ({ text }, api) => api.codeTagsToMarkdown(text),
  create_stix_pattern: ({ observable_type, observable_value }, api) =>
    api.patternFor(observable_type, observable_value) ?? null,
  stix_observable_opencti_type: ({ observable_type }, api) =>
    observableNameOf(observable_type, api) ?? 'Unknown',
  is_id_supported: ({ key }, api) => api.isSupportedId(key),
};

function run({ input, output }, api) {
  const { fn } = input;
  if (fn in WITHOUT_COUNTERPART) return { notApplicable: `${fn}: ${WITHOUT_COUNTERPART[fn]}` };
  if (!(fn in FUNCTIONS)) return { unknown: `function ${fn}` };

  const actual = () => FUNCTIONS[fn](decode(input, api, midnight(api)), api) ?? null;
  if (!isRequiredButAbsent(input, output)) return { actual: actual() };

  return { actual: settled(actual), departure: 'Required settings' };
}

function readConfigVariable(input, api) {
  const { is_number, required, default: fallback } = input;
  const type = is_number ? 'integer' : 'any';

  return api.readSettingValue(rawVariable(input), { type, required, default: fallback });
}

function rawVariable({ env_value, yaml_path, config }) {
  if (env_value !== null) return env_value;
  const [section, key] = yaml_path ?? [];

  return config?.[section]?.[key];
}

/** pycti lets a required setting without a value pass when nothing names it at all. */
function isRequiredButAbsent(input, output) {
  return input.fn === 'get_config_variable' && input.required && output === null;
}

function settled(attempt) {
  try {
    return attempt();
  } catch (error) {
    return { error };
  }
}

function observableNameOf(type, api) {
  const observables = api.entitiesOf('Stix-Cyber-Observable');

  return api.entitiesOfStixType(type).find(name => observables.includes(name));
}

function midnight({ PythonDatetime }) {
  return parts => new PythonDatetime(parts);
}

module.exports = { name: 'tlp', recognises: ({ input }) => 'fn' in Object(input), run };
