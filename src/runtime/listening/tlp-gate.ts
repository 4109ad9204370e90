import { RequestError } from '../../errors/index.js';
import { isWithinTlp, tlpOf, type StixObject, type Tlp } from '../../stix/index.js';
import type { MarkingLookup } from './marking-lookup.js';

/**
 * Refuses what is marked stricter than the connector takes. Every TLP marking counts: those known by
 * their id, and those whose definitions say so.
 */
export class TlpGate {
  /** @param max the strictest level that passes; undefined lets everything through. */
  constructor(
    private readonly max: Tlp | undefined,
    private readonly markings: MarkingLookup,
  ) {}

  /**
   * Lets an object through that is not marked too strictly.
   *
   * @param what it is called in the refusal: `The entity`.
   * @param among objects that came along, which may hold the definitions of its markings.
   * @throws RequestError `REQUEST_TLP`
   */
  async passObject(
    what: string,
    object: StixObject,
    among: readonly StixObject[],
    signal: AbortSignal,
  ): Promise<void> {
    if (this.max === undefined) return;
    const unclear = await this.markings.unclear(object, among, signal);
    this.passMarked(what, [object, ...unclear]);
  }

  /**
   * Lets something through whose markings are at hand.
   *
   * @throws RequestError `REQUEST_TLP`
   */
  passMarked(what: string, marked: readonly StixObject[]): void {
    const { max } = this;
    if (max === undefined) return;
    const tlp = marked
      .map(object => tlpOf(object))
      .find(level => level && !isWithinTlp(level, max));
    if (tlp !== undefined) throw new RequestError('REQUEST_TLP', { what, tlp, max });
  }
}
