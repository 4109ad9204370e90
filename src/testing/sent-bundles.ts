import type { Bundle, StixObject } from '../stix/index.js';
import type { BundleCopy, Envelope } from '../transport/index.js';

/** A bundle as the connector sent it: whole, before it was split into messages. */
export interface SentBundle {
  readonly bundle: Bundle;
  /** Internal id of the user in whose name it was sent. */
  readonly applicantId: string;
  /** Draft that takes it; null for none. */
  readonly draftId: string | null;
  /** The work that it belongs to; undefined when none was open yet. */
  readonly workId?: string;
}

/** Keeps what a connector sends. */
export class SentBundles implements BundleCopy {
  readonly place = 'the bench';
  readonly all: SentBundle[] = [];

  async write(bundle: Bundle, { applicantId, draftId = null, workId }: Envelope): Promise<void> {
    this.all.push({ bundle, applicantId, draftId, ...(workId !== undefined && { workId }) });
  }

  async close(): Promise<void> {}
}

/** The objects of several bundles, each as it was sent last, in the order of their first mention. */
export function objectsOf(bundles: readonly SentBundle[]): readonly StixObject[] {
  const objects = bundles.flatMap(({ bundle }) => bundle.objects);

  return [...new Map(objects.map(object => [object.id, object])).values()];
}
