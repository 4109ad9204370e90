import { askImport, importAutomatically, type ImportOptions } from '../asks/ask-import.js';
import { fileConnection, fileNode } from '../entities/file-node.js';
import type { StoredFile } from '../files/stored-file.js';
import { PlatformRefusal } from '../platform-refusal.js';
import { draftFolders, markingIds, uploadOf } from './file-edits.js';
import {
  optionalText,
  text,
  textList,
  type OperationArguments,
  type OperationContext,
  type Operations,
} from './operation.js';
import { workNode } from './work-node.js';

/** Files that belong to no entity, or come with a list; and asking for their import. */
export const fileOperations: Operations = {
  Query: {
    file: (args, context) => {
      const file = context.files.get(text(args, 'id'));
      return file ? nodeOf(file, context) : null;
    },
    importFiles: (args, context) =>
      fileConnection(context.files.under('import/global/'), args, context),
    pendingFiles: (args, context) =>
      fileConnection(context.files.under('import/pending/'), args, context),
  },

  Mutation: {
    uploadImport: async (args, context) => {
      const file = await upload(
        args,
        ['import', 'global'],
        textList(args, 'fileMarkings'),
        context,
      );
      await importAutomatically(file, originOf(context), context);
      return nodeOf(file, context);
    },

    uploadPending: async (args, context) => {
      if (context.draft) {
        throw new PlatformRefusal('FUNCTIONAL_ERROR', 'Cannot create a workbench in a draft');
      }
      const markings = textList(args, 'file_markings');
      const key = `import/pending/${uploadOf(args).name.toLowerCase()}`;
      if (args.errorOnExisting === true && context.files.get(key)) {
        throw new PlatformRefusal('FUNCTIONAL_ERROR', 'File already exists', { fileName: key });
      }
      return nodeOf(await upload(args, ['import', 'pending'], markings, context), context);
    },

    uploadAndAskJobImport: async (args, context) => {
      const file = await upload(
        args,
        ['import', 'global'],
        textList(args, 'fileMarkings'),
        context,
      );
      const connectors: readonly unknown[] = Array.isArray(args.connectors) ? args.connectors : [];
      for (const connector of connectors) {
        const { connectorId, configuration } = connector as OperationArguments;
        const options = importOptions({ ...args, connectorId, configuration }, context);
        await askImport(file, { ...options, forceValidation: true }, context);
      }
      const isStarted = connectors.length > 0 || args.noTriggerImport === true;
      if (!isStarted) await importAutomatically(file, originOf(context), context);
      return nodeOf(file, context);
    },

    askJobImport: async (args, context) => {
      const file = context.files.get(text(args, 'fileName'));
      if (!file)
        throw new PlatformRefusal('FUNCTIONAL_ERROR', 'File not found', { id: args.fileName });
      await askImport(file, importOptions(args, context), context);
      return nodeOf(file, context);
    },

    deleteImport: async (args, { files }) => {
      const id = text(args, 'fileName');
      await files.delete(id);
      return id;
    },

    ...Object.fromEntries(
      ['CoreObjects', 'DomainObjects', 'CyberObservables', 'CoreRelationships'].map(kind => [
        `stix${kind}ExportPush`,
        pushListExport,
      ]),
    ),
  },
};

async function pushListExport(args: OperationArguments, context: OperationContext): Promise<true> {
  const entityId = optionalText(args, 'entity_id');
  const { name, bytes } = uploadOf(args);
  await context.files.put({
    folders: ['export', text(args, 'entity_type'), ...(entityId ? [entityId] : [])],
    name,
    bytes,
    creatorId: context.user.id,
    entityId: entityId && (context.knowledge.find(entityId)?.internalId ?? null),
    markings: markingIds(textList(args, 'file_markings'), context),
    listFilters: optionalText(args, 'listFilters'),
  });

  return true;
}

function upload(
  args: OperationArguments,
  folders: readonly string[],
  markings: readonly string[],
  context: OperationContext,
): Promise<StoredFile> {
  const { name, bytes } = uploadOf(args);
  const entityId = optionalText(args, 'entityId');

  return context.files.put({
    folders: [...draftFolders(context), ...folders],
    name,
    bytes,
    creatorId: context.user.id,
    entityId: entityId && (context.knowledge.find(entityId)?.internalId ?? null),
    markings: markingIds(markings, context),
    labels: textList(args, 'labels'),
  });
}

function importOptions(args: OperationArguments, context: OperationContext): ImportOptions {
  const { validationMode } = args;

  return {
    userId: context.user.id,
    connectorId: optionalText(args, 'connectorId') ?? undefined,
    configuration: optionalText(args, 'configuration'),
    validationMode: validationMode === 'draft' ? 'draft' : 'workbench',
    bypassValidation: args.bypassValidation === true,
    forceValidation: args.forceValidation === true,
    entityId: optionalText(args, 'bypassEntityId') ?? undefined,
    draftId: optionalText(args, 'draftId') ?? context.draft?.id ?? null,
  };
}

function originOf({ user, draft }: OperationContext): Pick<ImportOptions, 'userId' | 'draftId'> {
  return { userId: user.id, draftId: draft?.id ?? null };
}

function nodeOf(file: StoredFile, context: OperationContext): unknown {
  return {
    ...fileNode(file, context),
    works: () => context.works.about(file.id).map(work => workNode(work, context)),
  };
}
