import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { ConnectorSettings, OpenctiSettings, type LoadedConfig } from '../../config/index.js';
import type { ExternalImportBlueprint } from '../../connectors/index.js';
import type { Logger } from '../../injection/index.js';
import type { ConnectorState, Registration } from '../../platform/index.js';
import { ContentFile } from './content-file.js';
import { UnchangedObjects } from './unchanged-objects.js';

/** What {@link openContents} needs of a connector and its session. */
export interface ContentsOptions {
  readonly blueprint: Pick<ExternalImportBlueprint, 'bookmark'>;
  readonly config: LoadedConfig;
  readonly registration: Pick<Registration, 'id' | 'userId' | 'state'>;
  readonly state: Pick<ConnectorState, 'raw' | 'changes'>;
  readonly log: Logger;
}

/** What an import remembers during a session. */
export interface OpenedContents {
  readonly unchanged: UnchangedObjects;
  close(): Promise<void>;
}

/**
 * Opens the memory of what a connector has sent, in the folder `CONNECTOR_STORE_PATH` if that is set.
 * It is emptied whenever the connector's state is: whoever resets it in OpenCTI wants everything
 * again.
 */
export async function openContents(options: ContentsOptions): Promise<OpenedContents> {
  const { state, log } = options;
  const unchanged = new UnchangedObjects(log, contentFile(options));
  await unchanged.open();
  if (isReset(options)) await unchanged.clear();
  const changes = state.changes.subscribe(() => void unchanged.clear());

  return {
    unchanged,
    close: async () => {
      changes.unsubscribe();
      await unchanged.close();
    },
  };
}

function contentFile({ config, registration }: ContentsOptions): ContentFile | undefined {
  const { storePath } = config.get(ConnectorSettings);
  if (!storePath) return undefined;
  const { id, userId } = registration;
  const parts = JSON.stringify([config.get(OpenctiSettings).url, userId, id]);
  const owner = createHash('sha256').update(parts).digest('base64url');

  return new ContentFile(join(storePath, `${id}.contents.ndjson`), owner);
}

/** A state that was emptied while nobody listened; one that keeps no bookmarks is always empty. */
function isReset({ blueprint, registration, state }: ContentsOptions): boolean {
  return registration.state === '' || (blueprint.bookmark !== undefined && state.raw === null);
}
