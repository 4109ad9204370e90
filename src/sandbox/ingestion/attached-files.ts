import { OPENCTI_EXTENSION } from '../../stix/index.js';
import { isEmpty, type StixRecord } from '../knowledge/stix-record.js';

/** A file that came inside an object. */
export interface AttachedFile {
  readonly name: string;
  readonly bytes: Buffer;
  readonly mimeType: string | undefined;
  readonly version: string | undefined;
  readonly markings: readonly unknown[];
  /** An import connector may be started on it. */
  readonly triggersImport: boolean;
  /** Shown inside the content of its object, not among its files. */
  readonly isEmbedded: boolean;
}

type Members = Readonly<Record<string, unknown>>;

/**
 * Takes the files out of an object: its content is kept apart from it, as the platform does. A file
 * without a name or without content is left out.
 */
export function takeFiles(object: StixRecord): {
  readonly object: StixRecord;
  readonly files: readonly AttachedFile[];
} {
  const { x_opencti_files: atRoot, ...rest } = object;
  const extensions = asMembers(object.extensions);
  const { files: inExtension, ...extension } = asMembers(extensions[OPENCTI_EXTENSION]);
  if (isEmpty(atRoot) && isEmpty(inExtension)) return { object, files: [] };

  const given: readonly unknown[] = [inExtension ?? atRoot ?? []].flat();
  const left = isEmpty(inExtension)
    ? rest
    : { ...rest, extensions: { ...extensions, [OPENCTI_EXTENSION]: extension } };

  return { object: left, files: given.flatMap(file => attached(asMembers(file))) };
}

function attached(file: Members): readonly AttachedFile[] {
  const { name, data, mime_type: mimeType, version, object_marking_refs: markings } = file;
  if (typeof name !== 'string' || name === '' || typeof data !== 'string') return [];

  return [
    {
      name,
      bytes: Buffer.from(data, 'base64'),
      mimeType: typeof mimeType === 'string' ? mimeType : undefined,
      version: typeof version === 'string' ? version : undefined,
      markings: Array.isArray(markings) ? markings : [],
      triggersImport: file.no_trigger_import !== true,
      isEmbedded: file.embedded === true,
    },
  ];
}

function asMembers(value: unknown): Members {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Members)
    : {};
}
