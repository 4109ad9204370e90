import { SandboxError } from '../../errors/index.js';
import { importAutomatically } from '../asks/ask-import.js';
import type { StoredFile } from '../files/stored-file.js';
import { entityTypeOf } from '../knowledge/entity-type.js';
import type { PlatformState } from '../operations/operation.js';
import { ADMINISTRATOR } from '../users/user.js';

/** Where an uploaded file belongs. */
export interface UploadOptions {
  /** Id of the entity it is about. Default: none, it is uploaded for all. */
  readonly entityId?: string;
  /** Ids of the markings of the file. */
  readonly markings?: readonly string[];
}

/**
 * Uploads a file as a person would: connectors that registered to be started by themselves are asked
 * to import it.
 *
 * @throws SandboxError `SANDBOX_NOT_FOUND`
 */
export async function uploadFile(
  name: string,
  mimeType: string,
  bytes: Uint8Array | string,
  { entityId, markings = [] }: UploadOptions,
  state: PlatformState,
): Promise<StoredFile> {
  const entity = entityId === undefined ? undefined : state.knowledge.find(entityId);
  if (entityId !== undefined && !entity) {
    throw new SandboxError('SANDBOX_NOT_FOUND', { kind: 'object', id: entityId });
  }
  const file = await state.files.put({
    folders: [
      'import',
      ...(entity ? [entityTypeOf(entity.object), entity.internalId] : ['global']),
    ],
    name,
    bytes: Buffer.from(bytes as Uint8Array),
    mimeType,
    creatorId: ADMINISTRATOR.id,
    entityId: entity?.internalId ?? null,
    markings: markings.flatMap(id => state.knowledge.find(id)?.internalId ?? []),
  });
  await importAutomatically(file, { userId: ADMINISTRATOR.id }, state);

  return file;
}

/**
 * The bytes of a file.
 *
 * @throws SandboxError `SANDBOX_NOT_FOUND`
 */
export async function readFileBytes(id: string, { files }: PlatformState): Promise<Buffer> {
  const file = files.get(id);
  if (!file) throw new SandboxError('SANDBOX_NOT_FOUND', { kind: 'file', id });

  return files.read(file);
}
