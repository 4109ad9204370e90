import { stixSourceOf } from '../entities/entity-surroundings.js';
import { attributesOf } from '../entities/entity-attributes.js';
import type { ConnectorRecord } from '../connectors/connector-record.js';
import { findConnectors } from '../connectors/find-connectors.js';
import type { ChangeOrigin } from '../ingestion/change-origin.js';
import { entityTypeOf, isRelationship } from '../knowledge/entity-type.js';
import type { KnowledgeChange } from '../knowledge/knowledge-change.js';
import { platformStix } from '../knowledge/platform-stix.js';
import { referencesOf } from '../knowledge/references.js';
import { attribute, labelOf } from '../knowledge/stix-record.js';
import type { StoredObject } from '../knowledge/stored-object.js';
import { matchesFilters } from '../operations/filter-group.js';
import type { WorkRecord } from '../works/work-record.js';
import { enrichmentMessage, type EnrichmentAsk } from './enrichment-message.js';
import { askFor, type AskSurroundings } from './send-ask.js';

/** How an enrichment came about. */
export interface EnrichmentOrigin {
  readonly userId: string;
  readonly draftId: string | null;
  readonly trigger: EnrichmentAsk['trigger'];
  readonly mode: EnrichmentAsk['mode'];
}

/** The enrichment connectors that are alive and take an entity. */
export function enrichersOf(
  stored: StoredObject,
  { connectors }: Pick<AskSurroundings, 'connectors'>,
): readonly ConnectorRecord[] {
  const scope = entityTypeOf(stored.object);

  return findConnectors(connectors, { type: 'INTERNAL_ENRICHMENT', scope, emptyTakesAll: false });
}

/** Asks connectors to enrich an entity, each with a work of its own. */
export async function askEnrichment(
  stored: StoredObject,
  connectors: readonly ConnectorRecord[],
  origin: EnrichmentOrigin,
  surroundings: AskSurroundings,
): Promise<readonly WorkRecord[]> {
  // Asked for every object that is imported, of which few are anybody's to enrich.
  if (connectors.length === 0) return [];
  const { object } = stored;
  const stixEntity = JSON.stringify(platformStix(stored, stixSourceOf(surroundings)));
  const works: WorkRecord[] = [];

  for (const connector of connectors) {
    const work = {
      name: `${origin.mode === 'auto' ? 'Automatic' : 'Manual'} enrichment of ${labelOf(object)}`,
      about: object.id,
      userId: origin.userId,
      draftId: origin.draftId,
    };
    const messageOf = (workId: string): ReturnType<typeof enrichmentMessage> =>
      enrichmentMessage({
        workId,
        draftId: origin.draftId,
        trigger: origin.trigger,
        mode: origin.mode,
        entityId: object.id,
        entityType: entityTypeOf(object),
        stixEntity,
        stixObjects: bundleText(stored, connector, surroundings),
      });
    works.push(await askFor(connector, work, messageOf, surroundings));
  }

  return works;
}

/**
 * Starts the connectors that want an entity as soon as it is there, or as soon as it changes.
 *
 * @see OpenCTI `domain/enrichment.js`
 */
export async function enrichAutomatically(
  change: KnowledgeChange,
  origin: ChangeOrigin,
  surroundings: AskSurroundings,
): Promise<void> {
  if (change.kind !== 'create' && change.kind !== 'update') return;
  const { after, kind } = change;
  const isOptedOut = attribute(after.object, 'auto_enrichment_disable') === true;
  if (isRelationship(after.object) || isOptedOut) return;

  const started = enrichersOf(after, surroundings).filter(connector =>
    kind === 'create' ? startsOnCreation(connector, after, surroundings) : connector.autoUpdate,
  );
  const draftId = origin.draftId ?? null;
  await askEnrichment(
    after,
    started,
    { userId: origin.userId, draftId, trigger: kind, mode: 'auto' },
    surroundings,
  );
}

/** Filters that somebody set decide; without any, what the connector registered. */
function startsOnCreation(
  { auto, triggerFilters }: ConnectorRecord,
  stored: StoredObject,
  { knowledge }: AskSurroundings,
): boolean {
  if (triggerFilters === null || triggerFilters === '') return auto === true;
  try {
    return matchesFilters(JSON.parse(triggerFilters), attributesOf(stored, knowledge));
  } catch {
    return false;
  }
}

/**
 * What stands around the entity. The platform makes it for security coverages only, and only for
 * connectors that resolve bundles, which they do unless they say otherwise.
 */
function bundleText(
  stored: StoredObject,
  { enrichmentResolution }: ConnectorRecord,
  surroundings: AskSurroundings,
): string | null {
  const resolves = (enrichmentResolution ?? 'stix_bundle') === 'stix_bundle';
  if (!resolves || stored.object.type !== 'security-coverage') return null;
  const { knowledge } = surroundings;
  const around = [...referencesOf(stored.object)].flatMap(({ ref }) => knowledge.find(ref) ?? []);
  const source = stixSourceOf(surroundings);

  return JSON.stringify({
    id: `bundle--${stored.internalId}`,
    spec_version: '2.1',
    type: 'bundle',
    objects: [stored, ...new Set(around)].map(one => platformStix(one, source)),
  });
}
