import {
  entityNameOf,
  isEntity,
  isSco,
  isType,
  isVulnerability,
  OPENCTI_EXTENSION,
  pattern,
  type CyberObservable,
  type EntityName,
  type Identity,
  type IPv4Addr,
  type Organization,
  type StixFile,
  type StixObject,
  type StixOf,
  type StixTypes,
  type ThreatActorGroup,
} from 'octiflow/stix';

declare const object: StixObject;
declare const value: unknown;

type Same<A, B> = [A, B] extends [B, A] ? true : false;

true satisfies Same<StixOf<'IPv4-Addr'>, IPv4Addr>;
true satisfies Same<StixOf<'Threat-Actor-Group'>, ThreatActorGroup>;
true satisfies Same<StixOf<'StixFile'>, StixFile>;
true satisfies Same<StixOf<'Organization'>, Organization>;
true satisfies Same<StixOf<'Identity'>, Identity>;
true satisfies Same<StixOf<'Stix-Cyber-Observable'>, CyberObservable>;
true satisfies Same<StixTypes['identity'], Identity>;

// Every entity of the platform is an object with a type and an id.
const everyEntity = <Name extends EntityName>(entity: StixOf<Name>): StixObject => entity;
everyEntity<'Report'>;

// @ts-expect-error misspelt
type Misspelt = StixOf<'IPv4-Adr'>;
// @ts-expect-error a STIX type is no entity name
type NoEntity = StixOf<'ipv4-addr'>;

if (isVulnerability(value)) value.x_opencti_cisa_kev satisfies boolean | undefined;
if (isType(object, 'ipv4-addr')) object.belongs_to_refs satisfies readonly string[] | undefined;
if (isEntity(object, 'Organization')) object satisfies Organization;
if (isSco(object) && object.type === 'file') object.hashes?.MD5 satisfies string | undefined;
// @ts-expect-error no STIX type
isType(object, 'Vulnerability');
// @ts-expect-error not before it is known
object.name;

entityNameOf(object) satisfies EntityName | undefined;

if (isVulnerability(value)) {
  const extension = value.extensions?.[OPENCTI_EXTENSION];
  extension?.cvss_v4_base_score satisfies number | undefined;
  // @ts-expect-error the extension has no prefix
  extension?.x_opencti_cvss_v4_base_score;
}

pattern.equals('url:value', 'https://example.com');
// @ts-expect-error a path names a type and a property
pattern.equals('url', 'https://example.com');
