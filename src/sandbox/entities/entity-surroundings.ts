import type { FileStore } from '../files/file-store.js';
import type { Knowledge } from '../knowledge/knowledge.js';
import type { PlatformStixSource } from '../knowledge/platform-stix.js';
import type { Users } from '../users/users.js';

/** Where the nodes of entities find what they lead to. */
export interface EntitySurroundings {
  readonly knowledge: Knowledge;
  readonly files: FileStore;
  readonly users: Users;
}

/** What is needed to write objects of these surroundings as the platform does. */
export function stixSourceOf({
  knowledge,
  files,
}: Pick<EntitySurroundings, 'knowledge' | 'files'>): PlatformStixSource {
  return { knowledge, filesOf: internalId => files.ofEntity(internalId, 'import') };
}
