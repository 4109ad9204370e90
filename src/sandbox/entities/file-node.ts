import type { StoredFile } from '../files/stored-file.js';
import { wholeConnection } from '../operations/connection.js';
import type { EntitySurroundings } from './entity-surroundings.js';
import { markingNode } from './marking-node.js';

/** A file as GraphQL shows it. */
export function fileNode(
  file: StoredFile,
  { knowledge, users }: Pick<EntitySurroundings, 'knowledge' | 'users'>,
): Readonly<Record<string, unknown>> {
  const markings = file.markings.flatMap(id => knowledge.find(id) ?? []);
  const creator = users.get(file.creatorId);

  return {
    id: file.id,
    entity_type: 'InternalFile',
    name: file.name,
    size: file.size,
    lastModified: file.lastModified,
    lastModifiedSinceMin: 0,
    uploadStatus: 'complete',
    objectMarking: markings.map(markingNode),
    works: [],
    metaData: {
      encoding: '7bit',
      mimetype: file.mimeType,
      version: file.version,
      messages: [],
      errors: [],
      list_filters: file.listFilters,
      entity_id: file.entityId,
      entity: null,
      labels: file.labels,
      labels_text: file.labels.join(';'),
      file_markings: file.markings,
      creator_id: file.creatorId,
      creator: creator && { id: creator.id, entity_type: 'User', name: creator.name },
      external_reference_id: null,
      description: null,
      order: null,
      inCarousel: null,
      analysis_content_source: file.analysis?.contentSource ?? null,
      analysis_content_type: file.analysis?.contentType ?? null,
      analysis_type: file.analysis?.analysisType ?? null,
    },
  };
}

/** Files as GraphQL lists them, newest first; `prefixMimeType` leaves out the others. */
export function fileConnection(
  files: readonly StoredFile[],
  args: Readonly<Record<string, unknown>>,
  surroundings: Pick<EntitySurroundings, 'knowledge' | 'users'>,
): unknown {
  const { prefixMimeType: prefix, first } = args;
  const fitting = files.filter(
    ({ mimeType }) => typeof prefix !== 'string' || mimeType.startsWith(prefix),
  );
  const newest = [...fitting].reverse().slice(0, typeof first === 'number' ? first : undefined);

  return wholeConnection(newest.map(file => fileNode(file, surroundings)));
}
