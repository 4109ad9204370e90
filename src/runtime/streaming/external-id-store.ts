/** Where a connector keeps the ids of its target system. Both sides are unique. */
export interface ExternalIdStore {
  /** Id in the target system of an entity; undefined when it has none. */
  externalId(entityId: string): Promise<string | undefined>;
  /** The entity behind an id of the target system; undefined when it is unknown. */
  entityId(externalId: string): Promise<string | undefined>;
  /** Keeps a pair, in place of what either side was paired with. Resolves when it is safe. */
  keep(entityId: string, externalId: string): Promise<void>;
  /** Forgets an entity. */
  forget(entityId: string): Promise<void>;
  /** Lets go of files and connections. */
  close(): Promise<void>;
}
