import { findConnectors } from '../connectors/find-connectors.js';
import type { ConnectorRecord } from '../connectors/connector-record.js';
import { entityTypeOf } from '../knowledge/entity-type.js';
import { labelOf } from '../knowledge/stix-record.js';
import type { StoredObject } from '../knowledge/stored-object.js';
import { PlatformRefusal } from '../platform-refusal.js';
import type { WorkRecord } from '../works/work-record.js';
import { analysisMessage, type AnalysisAsk } from './analysis-message.js';
import { askFor, type AskSurroundings } from './send-ask.js';

/** How an analysis is wanted. */
export interface AnalysisOptions {
  readonly userId: string;
  readonly contentType: 'fields' | 'file';
  /** Name of a group of fields, or id of a file. */
  readonly contentSource: string;
  /** The connector to ask; undefined: the first that takes the entity. */
  readonly connectorId?: string;
}

/**
 * Asks a connector to analyse what an entity says.
 *
 * @throws PlatformRefusal `FUNCTIONAL_ERROR` when there is no such file or no connector
 * @see OpenCTI `domain/stixCoreObject.js`, `askElementAnalysisForConnectors`
 */
export async function askAnalysis(
  stored: StoredObject,
  options: AnalysisOptions,
  surroundings: AskSurroundings,
): Promise<WorkRecord> {
  const { object } = stored;
  const entityType = entityTypeOf(object);
  const source = sourceOf(options, surroundings);
  const connector = analyserOf(entityType, options, surroundings);
  const work = {
    name: `Analysis of ${labelOf(object)}`,
    about: object.id,
    userId: options.userId,
  };

  return askFor(
    connector,
    work,
    workId => analysisMessage({ workId, entityId: object.id, entityType, source }),
    surroundings,
  );
}

function analyserOf(
  scope: string,
  { connectorId }: AnalysisOptions,
  { connectors }: AskSurroundings,
): ConnectorRecord {
  const type = 'INTERNAL_ANALYSIS';
  const [first] = findConnectors(connectors, { type, scope, emptyTakesAll: true });
  // Who is asked by name has said by its scope what files it reads, not what entities it takes.
  const named = connectors.all().find(one => one.id === connectorId && one.type === type);
  const found = connectorId === undefined ? first : named;
  if (found) return found;

  throw new PlatformRefusal('FUNCTIONAL_ERROR', 'Cannot ask analysis, no connector found', {
    connectorId,
  });
}

function sourceOf(
  { contentType, contentSource }: AnalysisOptions,
  { files }: AskSurroundings,
): AnalysisAsk['source'] {
  if (contentType === 'fields') return { fields: contentSource };
  const file = files.get(contentSource);
  if (file) return { file };

  throw new PlatformRefusal('FUNCTIONAL_ERROR', 'Cannot ask analysis, file not found', {
    fileId: contentSource,
  });
}
