import { BundleError } from 'octiflow';
import { restampObject, type StixObject } from 'octiflow/stix';
import { asOpenctiObject, isMitreObject } from './opencti-object.js';

/** What has to be known of a whole collection before its first object can be sent. */
export class CollectionIndex {
  /** The id that OpenCTI gives an object, by the one that MITRE gave it. */
  readonly renamed = new Map<string, string>();
  /** Objects that MITRE withdrew, or that OpenCTI has no type for; and what hangs on them. */
  readonly left = new Set<string>();
  /** Place of each tactic in its matrix, by the tactic's short name. */
  readonly order = new Map<string, number>();

  private readonly tactics = new Map<string, string>();
  private readonly matrices: (readonly string[])[] = [];

  /** Takes notice of an object, in the first reading. */
  add(object: unknown): void {
    if (!isMitreObject(object)) return;
    if (object.type === 'x-mitre-tactic')
      this.tactics.set(object.id, object.x_mitre_shortname ?? '');
    if (object.type === 'x-mitre-matrix' && object.x_mitre_deprecated !== true)
      this.matrices.push(object.tactic_refs ?? []);

    const known = object.revoked === true ? undefined : asOpenctiObject(object, this);
    if (!known) this.left.add(object.id);
    else if (known.type !== 'relationship') this.remember(object.id, known);
  }

  /** Ends the first reading. */
  close(): void {
    for (const tactics of this.matrices) {
      tactics.forEach((id, place) => this.order.set(this.tactics.get(id) ?? id, place));
    }
  }

  private remember(id: string, known: StixObject): void {
    try {
      const { id: renamed } = restampObject(known);
      if (renamed !== id) this.renamed.set(id, renamed);
    } catch (error) {
      // Reported in the second reading, where its page can count it.
      if (!(error instanceof BundleError)) throw error;
    }
  }
}
