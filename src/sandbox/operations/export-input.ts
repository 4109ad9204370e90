import type { ExportOptions } from '../asks/ask-export.js';
import type { WorkRecord } from '../works/work-record.js';
import { text, textList, type OperationArguments, type OperationContext } from './operation.js';
import { workNode } from './work-node.js';

/** How an export is wanted, as the input of a mutation says. */
export function exportOptions(
  input: OperationArguments,
  { user }: Pick<OperationContext, 'user'>,
): ExportOptions {
  return {
    userId: user.id,
    format: text(input, 'format'),
    exportType: input.exportType === 'full' ? 'full' : 'simple',
    fileMarkings: textList(input, 'fileMarkings'),
    maxMarkings: textList(input, 'contentMaxMarkings'),
  };
}

/** What stands for the files that are being made: each of them is known by its work so far. */
export function exportedFiles(
  works: readonly WorkRecord[],
  context: OperationContext,
): readonly unknown[] {
  return works.map(work => ({
    id: work.name,
    entity_type: 'InternalFile',
    name: work.name,
    size: 0,
    lastModified: work.timestamp,
    lastModifiedSinceMin: 0,
    uploadStatus: work.status,
    works: [workNode(work, context)],
    metaData: null,
  }));
}
