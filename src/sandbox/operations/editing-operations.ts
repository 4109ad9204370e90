import { fieldPatches, relationPatches } from '../entities/edits.js';
import { entityNode } from '../entities/entity-node.js';
import { absorbObjects } from '../knowledge/absorb-objects.js';
import { deleteObject } from '../knowledge/delete-object.js';
import type { KnowledgeChange } from '../knowledge/knowledge-change.js';
import { patchObject, type MemberPatch } from '../knowledge/patch-object.js';
import type { StoredObject } from '../knowledge/stored-object.js';
import { PlatformRefusal } from '../platform-refusal.js';
import { askingEdits } from './asking-edits.js';
import { fileEdits } from './file-edits.js';
import {
  targetOf,
  text,
  textList,
  type Operation,
  type OperationArguments,
  type OperationContext,
  type Operations,
} from './operation.js';

/** Changing what is there: fields, links, files, and what connectors are asked about it. */
export const editingOperations: Operations = {
  Query: {},

  Mutation: {
    stixCoreObjectEdit: editsOf,
    stixDomainObjectEdit: editsOf,
    stixCyberObservableEdit: editsOf,
    stixCoreRelationshipEdit: editsOf,
    stixSightingRelationshipEdit: editsOf,
    reportEdit: editsOf,
    noteEdit: editsOf,
    opinionEdit: editsOf,
    observedDataEdit: editsOf,
    externalReferenceEdit: editsOf,

    indicatorFieldPatch: ({ input, ...args }, context) => patchFields(args, input, context),

    stixEdit: (args, context) => ({
      delete: () => remove(args, context),
      merge: async (given: OperationArguments) => {
        const id = text(args, 'id');
        const sources = textList(given, 'stixObjectsIds');
        const change = absorbObjects(context.knowledge, id, sources, nowOf(context));
        if (!change) throw new PlatformRefusal('FUNCTIONAL_ERROR', 'Cannot merge these elements');
        await tell(change, context);
        return entityNode(existing(args, context), context);
      },
    }),
  },
};

function editsOf(args: OperationArguments, context: OperationContext): ReturnType<Operation> {
  const edit = (given: OperationArguments, operation: 'add' | 'remove'): Promise<StoredObject> => {
    const stored = existing(args, context);
    const type = text(given, 'relationship_type');
    const { toId } = given;
    const patches = relationPatches(stored.object, type, toId, operation, context.knowledge);
    return patch(stored, patches, context);
  };

  return {
    delete: () => remove(args, context),
    fieldPatch: ({ input }: OperationArguments) => patchFields(args, input, context),
    relationAdd: async ({ input }: OperationArguments) => {
      const given = (input ?? {}) as OperationArguments;
      const { internalId } = await edit(given, 'add');
      // The platform answers the link, which objects here hold inside.
      return { id: `${internalId}-${text(given, 'relationship_type')}-${text(given, 'toId')}` };
    },
    relationDelete: async (given: OperationArguments) =>
      entityNode(await edit(given, 'remove'), context),
    ...fileEdits(() => existing(args, context), context),
    ...askingEdits(() => existing(args, context), context),
  };
}

async function patchFields(
  args: OperationArguments,
  input: unknown,
  context: OperationContext,
): Promise<unknown> {
  const stored = existing(args, context);
  const edits: readonly unknown[] = Array.isArray(input) ? input : [];
  const patches = fieldPatches(stored.object, edits, context.knowledge);

  return entityNode(await patch(stored, patches, context), context);
}

async function patch(
  stored: StoredObject,
  patches: readonly MemberPatch[],
  context: OperationContext,
): Promise<StoredObject> {
  const change = patchObject(context.knowledge, stored, patches, nowOf(context));
  if (change) await tell(change, context);

  return context.knowledge.find(stored.internalId) ?? stored;
}

async function remove(args: OperationArguments, context: OperationContext): Promise<string> {
  const { internalId } = existing(args, context);
  const change = deleteObject(context.knowledge, internalId, nowOf(context));
  if (change) await tell(change, context);

  return internalId;
}

function existing(args: OperationArguments, { knowledge }: OperationContext): StoredObject {
  const stored = knowledge.find(text(args, 'id'));
  if (stored) return stored;

  throw new PlatformRefusal('FUNCTIONAL_ERROR', 'Cant find element', { id: args.id });
}

async function tell(change: KnowledgeChange, context: OperationContext): Promise<void> {
  await context.ingestion.tell(change, targetOf(context));
}

function nowOf({ now }: OperationContext): string {
  return now().toISOString();
}
