import type { PlatformState } from '../operations/operation.js';
import type { UnsavedMessages } from '../queues/connector-queues.js';
import type { Snapshot } from './snapshot.js';

/** Everything a platform holds, to be kept. */
export function takeSnapshot(state: PlatformState, unsaved: UnsavedMessages): Snapshot {
  const { connectors, works, knowledge, drafts, files, users, collections, playbooks } = state;

  return {
    connectors: connectors.all(),
    works: works.all().map(work => ({ work, figures: works.figures(work.id) ?? null })),
    objects: [...knowledge.withUnlisted()],
    drafts: drafts.all().map(({ knowledge: own, ...draft }) => ({
      draft,
      changes: own.changes(),
      removed: own.removed().map(({ internalId }) => internalId),
    })),
    files: files.under(),
    users: users.added(),
    collections: collections.all(),
    playbookSteps: playbooks.all(),
    messages: unsaved.push,
    asks: unsaved.listen,
  };
}

/** Puts what was kept back into a platform; the messages are the queues' to take. */
export function restoreSnapshot(kept: Snapshot, state: PlatformState): void {
  state.connectors.restore(kept.connectors);
  state.works.restore(kept.works);
  for (const stored of kept.objects) state.knowledge.put(stored);
  for (const { draft, changes, removed } of kept.drafts) {
    const { knowledge } = state.drafts.restore(draft);
    for (const stored of changes) knowledge.put(stored);
    for (const internalId of removed) {
      const live = state.knowledge.find(internalId);
      if (live) knowledge.restoreRemoved(live);
    }
  }
  state.files.restore(kept.files);
  state.users.restore(kept.users);
  state.collections.restore(kept.collections);
  state.playbooks.restore(kept.playbookSteps);
}
