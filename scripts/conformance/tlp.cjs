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

/** The property that pycti compares in an observable, under the name that pycti has for both. */
const PATTERN_PATHS = {
  'Autonomous-System': 'autonomous-system:number',
  'Bank-Account': 'bank-account:iban',
  Credential: 'credential:value',
  Directory: 'directory:path',
  'Domain-Name': 'domain-name:value',
  'Email-Addr': 'email-addr:value',
  'Email-Message_Body': 'email-message:body',
  'Email-Message_Subject': 'email-message:subject',
  'Email-Mime-Part-Type': 'email-mime-part-type:body',
  File_md5: 'file:hashes.MD5',
  File_sha1: "file:hashes.'SHA-1'",
  File_sha256: "file:hashes.'SHA-256'",
  File_sha512: "file:hashes.'SHA-512'",
  Hostname: 'hostname:value',
  'IPv4-Addr': 'ipv4-addr:value',
  'IPv6-Addr': 'ipv6-addr:value',
  'Mac-Addr': 'mac-addr:value',
  'Media-Content': 'media-content:url',
  Mutex: 'mutex:name',
  'Network-Traffic': 'network-traffic:dst_port',
  'Payment-Card': 'payment-card:card_number',
  'Phone-Number': 'phone-number:value',
  Process: 'process:pid',
  Software: 'software:name',
  'Tracking-Number': 'tracking-number:value',
  Url: 'url:value',
  'User-Account': 'user-account:account_login',
  'Windows-Registry-Key': 'windows-registry-key:key',
  'Windows-Registry-Value-Type': 'windows-registry-value-type:name',
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
    observable_type in PATTERN_PATHS
      ? api.pattern.equals(PATTERN_PATHS[observable_type], observable_value)
      : null,
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
