import { join, resolve } from 'node:path';
import { ConnectorSettings } from '../../config/index.js';
import { Injectable } from '../../injection/index.js';
import type { ExternalIdStore } from './external-id-store.js';
import { FileExternalIds } from './file-external-ids.js';

/**
 * Remembers which object of a target system stands for which entity of OpenCTI, so that an update
 * changes what a create made, and a delete removes it: ask for it in a constructor. What was kept
 * outlives the process.
 *
 * ```ts
 * @On('update', 'Indicator')
 * async update({ entity, internalId = entity.id }: StreamEvent<Indicator>): Promise<void> {
 *   const known = await this.ids.externalId(internalId);
 *   const rule = await this.rules.put(known, entity.pattern);
 *   await this.ids.keep(internalId, rule.id);
 * }
 * ```
 *
 * The ids are in a file in `CONNECTOR_STORE_PATH`, else in the working directory. To keep them
 * elsewhere, extend this class and override {@link ExternalIds.openStore}.
 */
@Injectable()
export class ExternalIds {
  private opened: Promise<ExternalIdStore> | undefined;

  /** @internal */
  constructor(private readonly settings: ConnectorSettings) {}

  /** Id in the target system of an entity; undefined when it has none. */
  async externalId(entityId: string): Promise<string | undefined> {
    return (await this.store()).externalId(entityId);
  }

  /** The entity that an id of the target system stands for; undefined when it is unknown. */
  async entityId(externalId: string): Promise<string | undefined> {
    return (await this.store()).entityId(externalId);
  }

  /**
   * Keeps that an object of the target system stands for an entity, in place of the one before.
   *
   * @throws StreamError `STREAM_EXTERNAL_IDS` when it can't be written
   */
  async keep(entityId: string, externalId: string): Promise<void> {
    await (await this.store()).keep(entityId, externalId);
  }

  /** Forgets an entity. Does nothing when it is unknown. */
  async forget(entityId: string): Promise<void> {
    await (await this.store()).forget(entityId);
  }

  /** Lets go of the store. Called when the connector ends. */
  async dispose(): Promise<void> {
    const store = await this.opened?.catch(() => undefined);
    await store?.close();
  }

  /** Opens the place where the ids are kept; called once, when they are first needed. */
  protected openStore(): Promise<ExternalIdStore> {
    const { storePath, id } = this.settings;

    return FileExternalIds.open(join(resolve(storePath ?? '.'), `${id}.external-ids.ndjson`));
  }

  private store(): Promise<ExternalIdStore> {
    return (this.opened ??= this.openStore());
  }
}
