import type { StoredFile } from '../files/stored-file.js';
import type { ListenMessage } from './listen-message.js';

/** What happens to what an import finds: it waits in a file to be looked at, or in a draft. */
export type ValidationMode = 'workbench' | 'draft';

/** What an import of a file is asked with. */
export interface ImportAsk {
  readonly workId: string;
  /** Id of the user on whose behalf it is done. */
  readonly applicantId: string;
  readonly draftId: string | null;
  readonly file: StoredFile;
  /** Internal id of the entity the file is about; undefined for none. */
  readonly entityId: string | undefined;
  readonly validationMode: ValidationMode;
  readonly bypassValidation: boolean;
  readonly forceValidation: boolean;
  readonly configuration: string | null;
}

/**
 * What a connector that imports files is sent. It says `auto` also when somebody asked for it. In a
 * draft nothing waits to be validated: the draft does that.
 *
 * @see OpenCTI `database/file-storage.ts`
 */
export function importMessage(ask: ImportAsk): ListenMessage {
  const { file, draftId } = ask;
  const isInDraft = draftId !== null;

  return {
    internal: {
      work_id: ask.workId,
      applicant_id: ask.applicantId,
      draft_id: draftId,
      trigger: 'update',
      mode: 'auto',
    },
    event: {
      file_id: file.id,
      file_mime: file.mimeType,
      file_markings: file.markings,
      file_fetch: `/storage/get/${file.id}`,
      entity_id: ask.entityId,
      validation_mode: isInDraft ? 'draft' : ask.validationMode,
      bypass_validation: isInDraft || ask.bypassValidation,
      force_validation: ask.forceValidation,
    },
    configuration: ask.configuration,
  };
}
