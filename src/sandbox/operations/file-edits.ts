import { fileNode } from '../entities/file-node.js';
import { importAutomatically } from '../asks/ask-import.js';
import type { FileAnalysis, StoredFile } from '../files/stored-file.js';
import { UploadedFile } from '../files/uploaded-file.js';
import { entityTypeOf } from '../knowledge/entity-type.js';
import type { StoredObject } from '../knowledge/stored-object.js';
import { PlatformRefusal } from '../platform-refusal.js';
import {
  optionalText,
  text,
  textList,
  type OperationArguments,
  type OperationContext,
} from './operation.js';

type Edits = Readonly<Record<string, (args: OperationArguments) => unknown>>;

/** The edits of an entity that bring files. */
export function fileEdits(existing: () => StoredObject, context: OperationContext): Edits {
  return {
    importPush: async args => {
      const part = importPart(args);
      const file = await put(args, part, existing(), context, {
        version: optionalText(args, 'version'),
        markings: textList(args, 'fileMarkings'),
      });
      if (part === 'import' && args.noTriggerImport !== true) await start(file, context);
      return fileNode(file, context);
    },

    exportPush: async args => {
      const markings = textList(args, 'file_markings');
      await put(args, 'export', existing(), context, { markings });
      return true;
    },

    analysisPush: async args => {
      const analysis: FileAnalysis = {
        contentSource: text(args, 'contentSource'),
        contentType: text(args, 'contentType'),
        analysisType: text(args, 'analysisType'),
      };
      return fileNode(await put(args, 'analysis', existing(), context, { analysis }), context);
    },
  };
}

/** The uploaded file of an argument. */
export function uploadOf({ file }: OperationArguments): UploadedFile {
  if (file instanceof UploadedFile) return file;

  throw new PlatformRefusal('BAD_USER_INPUT', 'Upload value invalid.');
}

/** Folders that come before all others: what is uploaded in a draft stays in it. */
export function draftFolders({ draft }: Pick<OperationContext, 'draft'>): readonly string[] {
  return draft ? ['draft', draft.id] : [];
}

/** Internal ids of markings that were given by any of their ids; unknown ones are left out. */
export function markingIds(
  ids: readonly string[],
  { knowledge }: Pick<OperationContext, 'knowledge'>,
): readonly string[] {
  return ids.flatMap(id => knowledge.find(id)?.internalId ?? []);
}

async function put(
  args: OperationArguments,
  part: string,
  { object, internalId }: StoredObject,
  context: OperationContext,
  details: {
    readonly version?: string | null;
    readonly markings?: readonly string[];
    readonly analysis?: FileAnalysis;
  },
): Promise<StoredFile> {
  const { name, bytes } = uploadOf(args);

  return context.files.put({
    ...details,
    folders: [...draftFolders(context), part, entityTypeOf(object), internalId],
    name,
    bytes,
    creatorId: context.user.id,
    entityId: internalId,
    markings: markingIds(details.markings ?? [], context),
  });
}

function importPart({ embedded, fromTemplate }: OperationArguments): string {
  if (embedded === true) return 'embedded';

  return fromTemplate === true ? 'fromTemplate' : 'import';
}

async function start(file: StoredFile, context: OperationContext): Promise<void> {
  const { user, draft } = context;
  await importAutomatically(file, { userId: user.id, draftId: draft?.id }, context);
}
