import {
  MITRE_EXTENSION,
  OPENCTI_EXTENSION,
  OPENCTI_OBSERVABLE_EXTENSION,
} from '../../stix/index.js';
import { entityTypeOf, isObservable } from './entity-type.js';
import type { StoredFile } from '../files/stored-file.js';
import type { Knowledge } from './knowledge.js';
import { endsOf } from './relationship-ends.js';
import {
  authorOf,
  descriptionOf,
  externalReferencesOf,
  labelsOf,
  scoreOf,
} from './shared-properties.js';
import { isEmpty, type StixRecord } from './stix-record.js';
import type { StoredObject } from './stored-object.js';

/** What is needed beside an object to write it as the platform does. */
export interface PlatformStixSource {
  readonly knowledge: Pick<Knowledge, 'find'>;
  /** The files of an entity, by its internal id. */
  readonly filesOf: (internalId: string) => readonly StoredFile[];
}

type Members = Readonly<Record<string, unknown>>;

/**
 * An object as the platform writes it in messages, events and exports: STIX 2.1, with what is OpenCTI's
 * own in its extensions. Empty members are left out.
 *
 * @see OpenCTI `database/stix-2-1-converter.ts`
 */
export function platformStix(stored: StoredObject, source: PlatformStixSource): StixRecord {
  const { object } = stored;
  const rest = withoutOwnMembers(object);
  const shared = isObservable(object) ? observableMembers(object) : domainMembers(stored);
  const opencti = { ...openctiMembers(stored, source), ...ownMembers(object, 'x_opencti_') };
  const mitre = ownMembers(object, 'x_mitre_');
  const extensions = {
    ...foreignExtensions(object),
    [OPENCTI_EXTENSION]: extension(opencti, OPENCTI_EXTENSION, object),
    ...shared.extensions,
    ...(Object.keys(mitre).length > 0 && {
      [MITRE_EXTENSION]: { extension_type: 'property-extension', ...mitre },
    }),
  };

  return withoutEmpty({
    id: object.id,
    type: object.type,
    spec_version: '2.1',
    ...rest,
    ...shared.root,
    extensions,
  }) as StixRecord;
}

interface SharedMembers {
  readonly root: Members;
  readonly extensions: Members;
}

function domainMembers({ object, createdAt, updatedAt }: StoredObject): SharedMembers {
  const isMarking = object.type === 'marking-definition';

  return {
    root: {
      created: object.created ?? createdAt,
      ...(!isMarking && { modified: object.modified ?? updatedAt }),
      labels: labelsOf(object),
      created_by_ref: authorOf(object),
      external_references: externalReferencesOf(object),
      ...(isMarking && {
        name: object.x_opencti_definition ?? object.name,
        definition_type: object.x_opencti_definition_type ?? object.definition_type,
      }),
    },
    extensions: {},
  };
}

function observableMembers(object: StixRecord): SharedMembers {
  const members = {
    labels: labelsOf(object),
    description: descriptionOf(object),
    score: scoreOf(object),
    created_by_ref: authorOf(object),
    external_references: externalReferencesOf(object),
  };
  if (NEW_OBSERVABLES.has(object.type)) {
    const extensions = { [OPENCTI_OBSERVABLE_EXTENSION]: { extension_type: 'new-sco' } };
    return { root: members, extensions };
  }
  const root = { labels: null, created_by_ref: null, external_references: null };
  const added = {
    additional_names: object.x_opencti_additional_names,
    product: object.x_opencti_product,
  };
  const written = withoutEmpty({ extension_type: 'property-extension', ...members, ...added });

  return { root, extensions: { [OPENCTI_OBSERVABLE_EXTENSION]: written } };
}

function openctiMembers(stored: StoredObject, { knowledge, filesOf }: PlatformStixSource): Members {
  const { object, internalId, createdAt, updatedAt } = stored;
  const author = authorOf(object);

  return {
    extension_type: NEW_DOMAIN_OBJECTS.has(object.type) ? 'new-sdo' : 'property-extension',
    id: internalId,
    type: entityTypeOf(object),
    created_at: createdAt,
    updated_at: updatedAt,
    modified_at: object.modified,
    is_inferred: false,
    created_by_ref_id: author && knowledge.find(author)?.internalId,
    files: filesOf(internalId).map(file => fileEntry(file, knowledge)),
    ...endsOf(object, knowledge),
  };
}

function fileEntry(file: StoredFile, knowledge: Pick<Knowledge, 'find'>): Members {
  return {
    name: file.name,
    uri: `/storage/get/${file.id}`,
    version: file.version ?? file.lastModified,
    mime_type: file.mimeType,
    object_marking_refs: file.markings.flatMap(id => knowledge.find(id)?.object.id ?? []),
  };
}

/** The members of an extension: what was given in it, then what the platform adds, then by which type. */
function extension(added: Members, id: string, object: StixRecord): Members {
  const { opencti_operation: _operation, ...given } = extensionOf(object, id);

  return withoutEmpty({ ...given, ...added });
}

function ownMembers(object: StixRecord, prefix: string): Members {
  return Object.fromEntries(
    Object.entries(object).flatMap(([name, value]) => {
      const isOwn = name.startsWith(prefix) && !isElsewhere(name, object) && !isEmpty(value);
      return isOwn ? [[name.slice(prefix.length), value] as const] : [];
    }),
  );
}

function withoutOwnMembers({ extensions: _extensions, ...object }: StixRecord): Members {
  return Object.fromEntries(
    Object.entries(object).filter(([name]) => !/^x_(?:opencti|mitre)_/.test(name)),
  );
}

function foreignExtensions(object: StixRecord): Members {
  const own = [OPENCTI_EXTENSION, OPENCTI_OBSERVABLE_EXTENSION, MITRE_EXTENSION];
  const entries = Object.entries(asMembers(object.extensions));

  return Object.fromEntries(entries.filter(([id]) => !own.includes(id)));
}

function extensionOf(object: StixRecord, id: string): Members {
  const extensions = asMembers(object.extensions);

  return Object.hasOwn(extensions, id) ? asMembers(extensions[id]) : {};
}

function withoutEmpty(members: Members): Members {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => !isEmpty(value)));
}

function asMembers(value: unknown): Members {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Members)
    : {};
}

/** The score of an observable stands in the extension of observables. */
function isElsewhere(name: string, object: StixRecord): boolean {
  return ELSEWHERE.has(name) || (name === 'x_opencti_score' && isObservable(object));
}

/** Members at the root that are written in another place, or not at all. */
const ELSEWHERE = new Set([
  'x_opencti_id',
  'x_opencti_type',
  'x_opencti_files',
  'x_opencti_labels',
  'x_opencti_description',
  'x_opencti_created_by_ref',
  'x_opencti_external_references',
  'x_opencti_additional_names',
  'x_opencti_product',
  'x_opencti_definition',
  'x_opencti_definition_type',
]);

/** Domain and meta objects that STIX does not have, or that OpenCTI has in its own way. */
const NEW_DOMAIN_OBJECTS = new Set([
  ...['case-incident', 'case-rfi', 'case-rft', 'channel', 'data-component', 'data-source', 'event'],
  ...['external-reference', 'feedback', 'incident', 'kill-chain-phase', 'label', 'language'],
  ...['narrative', 'security-coverage', 'task', 'vocabulary'],
]);

/** Observables that STIX does not have. */
const NEW_OBSERVABLES = new Set([
  ...['bank-account', 'credential', 'cryptocurrency-wallet', 'cryptographic-key'],
  ...['email-mime-part-type', 'hostname', 'media-content', 'payment-card', 'persona'],
  ...['phone-number', 'simple-observable', 'ssh-key', 'text', 'tracking-number', 'user-agent'],
  'windows-registry-value-type',
]);
