import {
  Stix,
  type Country,
  type IPv4Addr,
  type Organization,
  type PropertiesOf,
  type Report,
  type StixFile,
  type StixObject,
  type Vulnerability,
} from 'octiflow/stix';

const author = Stix.organization({ name: 'CISA' });
const marking = Stix.markingDefinition({ definition_type: 'PAP', definition: 'PAP:RED' });

Stix.vulnerability({ name: 'CVE-2024-3094', x_opencti_cisa_kev: true }) satisfies Vulnerability;
// @ts-expect-error name is required
Stix.vulnerability({});
// @ts-expect-error the name is text
Stix.vulnerability({ name: 3094 });
// @ts-expect-error misspelt
Stix.vulnerability({ name: 'CVE-2024-3094', x_opencti_cisa_kevs: true });
// @ts-expect-error ids are right by construction
Stix.vulnerability({ name: 'CVE-2024-3094', id: 'vulnerability--1' });
// @ts-expect-error an object that is spread would bring its id
Stix.vulnerability({ ...Stix.vulnerability({ name: 'CVE-2024-3094' }) });

// What a date is part of the identity of must be given.
Stix.report({ name: 'r', published: '2024-01-15', object_refs: [] }) satisfies Report;
// @ts-expect-error published
Stix.report({ name: 'r', object_refs: [] });
// @ts-expect-error object_refs
Stix.report({ name: 'r', published: '2024-01-15' });
// @ts-expect-error created
Stix.note({ content: 'n', object_refs: [] });
// @ts-expect-error created
Stix.grouping({ name: 'g', context: 'unspecified', object_refs: [] });
// @ts-expect-error created
Stix.opinion({ opinion: 'agree', object_refs: [] });
// @ts-expect-error created
Stix.incident({ name: 'i' });
// @ts-expect-error created
Stix.caseIncident({ name: 'c' });
// @ts-expect-error created
Stix.caseRfi({ name: 'c' });
// @ts-expect-error created
Stix.caseRft({ name: 'c' });
// @ts-expect-error created
Stix.task({ name: 't' });

// Dates are a Date or text, references an object or an id.
Stix.malware({ name: 'm', is_family: false, first_seen: new Date(0), last_seen: '2024-01-15' });
Stix.campaign({ name: 'c', created_by_ref: author, object_marking_refs: [marking, 'marking--1'] });
Stix.campaign({ name: 'c', created_by_ref: author.id });
// @ts-expect-error a number is no date
Stix.malware({ name: 'm', is_family: false, first_seen: 0 });
// @ts-expect-error only an identity is an author
Stix.campaign({ name: 'c', created_by_ref: Stix.tool({ name: 't' }) });
// @ts-expect-error a list
Stix.campaign({ name: 'c', object_marking_refs: marking });
// @ts-expect-error only a marking marks
Stix.campaign({ name: 'c', object_marking_refs: [author] });

// Vocabularies are open, enumerations are not.
Stix.malware({ name: 'm', is_family: true, malware_types: ['ransomware', 'of my own'] });
Stix.artifact({ payload_bin: '', encryption_algorithm: 'AES-256-GCM' });
// @ts-expect-error closed by the specification
Stix.artifact({ payload_bin: '', encryption_algorithm: 'rot13' });

// One value says all of some observables.
Stix.ipv4('198.51.100.7') satisfies IPv4Addr;
Stix.ipv4({ value: '198.51.100.7', x_opencti_score: 80 });
Stix.autonomousSystem(64500);
Stix.file({
  name: 'a.exe',
  hashes: { MD5: 'd41d8cd98f00b204e9800998ecf8427e' },
}) satisfies StixFile;
// @ts-expect-error the value is text
Stix.ipv4(1);
// @ts-expect-error the value is required
Stix.ipv4({ x_opencti_score: 80 });
// @ts-expect-error a number
Stix.autonomousSystem('64500');

// Some observables need one of several properties.
Stix.networkTraffic({ protocols: ['tcp'], src_ref: Stix.ipv4('198.51.100.7') });
// @ts-expect-error neither hash nor name
Stix.file({ size: 1 });
// @ts-expect-error neither bytes nor hashes
Stix.artifact({ url: 'https://example.com' });
// @ts-expect-error neither source nor destination
Stix.networkTraffic({ protocols: ['tcp'] });
// @ts-expect-error the protocols
Stix.networkTraffic({ dst_ref: 'ipv4-addr--1' });

// Narrow builders write what makes them narrow.
author satisfies Organization;
Stix.country({ name: 'France' }) satisfies Country;
// @ts-expect-error the class is the builder's
Stix.organization({ name: 'CISA', identity_class: 'individual' });
// @ts-expect-error the class is required where it is open
Stix.identity({ name: 'CISA' });
// @ts-expect-error the location type is required where it is open
Stix.location({ name: 'France' });

// OpenCTI drops a reference without url and external id.
Stix.externalReference({ source_name: 'cve', external_id: 'CVE-2024-3094' });
Stix.externalReference({ source_name: 'cve', url: 'https://example.com' });
// @ts-expect-error neither
Stix.externalReference({ source_name: 'cve' });

Stix.indicator({ pattern: 'rule a {}', pattern_type: 'yara', valid_from: new Date(0) });
// @ts-expect-error pattern
Stix.indicator({ name: 'i' });

Stix.adopt(JSON.parse('{}')) satisfies StixObject;

const shared: PropertiesOf<Vulnerability> = { name: 'CVE-2024-3094', created: new Date(0) };
Stix.vulnerability(shared);
const built = Stix.vulnerability(shared);
// @ts-expect-error objects are read only
built.name = 'CVE-2024-3095';
