import type { Observable } from 'rxjs';
import type { StixObject } from '../../stix/index.js';
import type { ListeningRequest } from '../requests/listening-request.js';
import type { FilterGroup } from './filter-group.js';

/** The list that a user was looking at when asking for its export. */
export interface ListView {
  /** What was searched for. */
  readonly search?: string;
  /** Property that the list is ordered by. */
  readonly orderBy?: string;
  /** `asc` or `desc`. */
  readonly orderMode?: string;
  readonly filters?: FilterGroup;
  /** Names of the columns that were shown; undefined when OpenCTI does not say. */
  readonly columns?: readonly string[];
  /** Everything that OpenCTI says of the list, such as the ends of relationships. */
  readonly raw: Readonly<Record<string, unknown>>;
}

/** An export to write. What it may hold has been decided by OpenCTI: {@link ExportRequest.objects} obeys. */
export interface ExportRequest extends ListeningRequest {
  /** One entity, entities that were picked, or a list. */
  readonly scope: 'single' | 'selection' | 'query';
  /** The entity alone (`simple`), or with what is related to it (`full`). */
  readonly type: 'simple' | 'full';
  /** MIME type of the file, such as `text/csv`. */
  readonly format: string;
  /** Name under which the file is stored. */
  readonly fileName: string;
  /** Internal id of the entity, or of the container of the list. */
  readonly entityId?: string;
  /** What the entity is called; `global` for a list of its own. */
  readonly entityName?: string;
  /** What is exported, such as `Malware` or `Stix-Core-Object`. */
  readonly entityType: string;
  /** Internal ids of the entities that were picked. */
  readonly selectedIds: readonly string[];
  /** Internal ids of the markings that the file gets. */
  readonly fileMarkings: readonly string[];
  /** What is exported, as OpenCTI filters it. */
  readonly mainFilter?: FilterGroup;
  /** What the user may export, as OpenCTI filters it. */
  readonly accessFilter?: FilterGroup;
  /** The list; undefined for one entity. */
  readonly list?: ListView;

  /**
   * What is to be exported, as STIX, page by page, as the user who asked may see it. Cold. The next
   * page is asked for only when what came out of the handler for the last one is written, so an
   * export of any size needs the memory of a page. Where objects wait inside the handler, as in a
   * `concatMap` that asks somebody about each, pull the pages in a generator instead.
   *
   * @throws PlatformError
   */
  objects(this: void): Observable<StixObject>;

  /** The same as {@link ExportRequest.objects}, to be pulled: for generators. */
  pages(this: void): AsyncIterable<readonly StixObject[]>;
}
