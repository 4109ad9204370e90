import type { Draft } from '../drafts/draft.js';
import { mergeDraft } from '../drafts/merge-draft.js';
import type { StreamCollection } from '../stream/stream-collection.js';
import { connectionOf } from './connection.js';
import { matchesFilters } from './filter-group.js';
import {
  optionalText,
  text,
  type OperationArguments,
  type OperationContext,
  type Operations,
} from './operation.js';
import { workNode } from './work-node.js';

/** Drafts, steps of playbooks, and live streams. */
export const workspaceOperations: Operations = {
  Query: {
    draftWorkspace: (args, context) => {
      const draft = context.drafts.get(text(args, 'id'));
      return draft ? draftNode(draft, context) : null;
    },
    draftWorkspaces: (args, context) => {
      const nodes = context.drafts.all().map(draft => draftNode(draft, context));
      return connectionOf(
        nodes.filter(node => matchesFilters(args.filters, node)),
        args,
      );
    },
    streamCollection: (args, { collections }) => {
      const collection = collections.get(text(args, 'id'));
      return collection ? collectionNode(collection) : null;
    },
    streamCollections: (args, { collections }) =>
      connectionOf(collections.all(), args, collectionNode),
  },

  Mutation: {
    draftWorkspaceAdd: ({ input }, context) => {
      const given = (input ?? {}) as OperationArguments;
      const draft = context.drafts.add({
        name: text(given, 'name'),
        entityId: optionalText(given, 'entity_id'),
        creatorId: context.user.id,
      });
      return draftNode(draft, context);
    },

    draftWorkspaceValidate: async (args, context) => {
      const work = await mergeDraft(text(args, 'id'), context);
      return workNode(work, context);
    },

    draftWorkspaceDelete: (args, { drafts }) => {
      const id = text(args, 'id');
      drafts.delete(id);
      return id;
    },

    playbookStepExecution: (args, { playbooks }) =>
      playbooks.execute({
        executionId: text(args, 'execution_id'),
        stepId: text(args, 'step_id'),
        startedAt: text(args, 'execution_start'),
        previousBundle: text(args, 'previous_bundle'),
        bundle: text(args, 'bundle'),
      }),
  },
};

function draftNode(draft: Draft, context: OperationContext): Readonly<Record<string, unknown>> {
  const { id, name, entityId, status, createdAt, creatorId } = draft;
  const creator = context.users.get(creatorId);

  return {
    id,
    standard_id: `draftworkspace--${id}`,
    entity_type: 'DraftWorkspace',
    parent_types: ['Basic-Object', 'Internal-Object'],
    name,
    entity_id: entityId,
    draft_status: status,
    created_at: createdAt,
    creators: creator ? [{ id: creator.id, entity_type: 'User', name: creator.name }] : [],
    objectsCount: { totalCount: draft.knowledge.changes().length },
    works: () =>
      context.works
        .all()
        .filter(({ draftContext }) => draftContext === id)
        .map(work => workNode(work, context)),
  };
}

function collectionNode(collection: StreamCollection): Readonly<Record<string, unknown>> {
  const { id, name, description, filters, isLive, isPublic } = collection;

  return {
    id,
    entity_type: 'StreamCollection',
    name,
    description,
    filters,
    stream_live: isLive,
    stream_public: isPublic,
    authorized_members: [],
  };
}
