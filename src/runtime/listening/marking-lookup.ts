import { RequestError } from '../../errors/index.js';
import type { Platform } from '../../platform/index.js';
import { isType, tlpOf, type MarkingDefinition, type StixObject } from '../../stix/index.js';

/** Definitions remembered; markings are few and hardly ever change. */
const REMEMBERED = 1_000;

/**
 * Finds marking definitions by their ids, STIX or internal: those that a message names and those
 * that an entity refers to. They are the same for everybody, so what was found is remembered.
 */
export class MarkingLookup {
  private readonly known = new Map<string, MarkingDefinition>();

  constructor(private readonly platform: Platform) {}

  /**
   * The definitions of some ids, all of them: data must not lose a marking because it can't be read.
   *
   * @throws RequestError `REQUEST_ENTITY_MISSING`
   */
  async all(ids: readonly string[], signal: AbortSignal): Promise<readonly MarkingDefinition[]> {
    return Promise.all(
      ids.map(async id => {
        const marking = await this.definition(id, signal);
        if (marking) return marking;

        throw new RequestError('REQUEST_ENTITY_MISSING', { id });
      }),
    );
  }

  /**
   * The definitions of an object's markings as far as they are needed to know its TLP: those that
   * are no TLP level by their id.
   *
   * @param among objects that came along with it, which may hold them.
   */
  async unclear(
    object: StixObject,
    among: readonly StixObject[],
    signal: AbortSignal,
  ): Promise<readonly MarkingDefinition[]> {
    const ids = refsOf(object).filter(
      id => tlpOf({ ...object, object_marking_refs: [id] }) === undefined,
    );
    const here = among.filter(isDefinition).filter(({ id }) => ids.includes(id));
    const missing = ids.filter(id => !here.some(marking => marking.id === id));

    const found = await Promise.all(missing.map(id => this.definition(id, signal)));

    return [...here, ...found.filter(marking => marking !== undefined)];
  }

  private async definition(
    id: string,
    signal: AbortSignal,
  ): Promise<MarkingDefinition | undefined> {
    const known = this.known.get(id);
    if (known) return known;

    const found = await this.platform.entities.toStix(id, { signal });
    if (!isDefinition(found)) return undefined;
    if (this.known.size >= REMEMBERED) this.known.clear();
    this.known.set(id, found);

    return found;
  }
}

function refsOf(object: StixObject): readonly string[] {
  const { object_marking_refs: refs } = object as { object_marking_refs?: unknown };

  return Array.isArray(refs) ? refs.filter(ref => typeof ref === 'string') : [];
}

function isDefinition(value: unknown): value is MarkingDefinition {
  return isType(value, 'marking-definition');
}
