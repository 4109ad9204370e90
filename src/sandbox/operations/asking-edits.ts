import { askAnalysis } from '../asks/ask-analysis.js';
import { askEnrichment } from '../asks/ask-enrichment.js';
import { askSingleExport } from '../asks/ask-export.js';
import type { StoredObject } from '../knowledge/stored-object.js';
import { exportedFiles, exportOptions } from './export-input.js';
import {
  optionalText,
  text,
  textList,
  type OperationArguments,
  type OperationContext,
} from './operation.js';
import { workNode } from './work-node.js';

type Edits = Readonly<Record<string, (args: OperationArguments) => unknown>>;

/** The edits of an entity that ask connectors about it. */
export function askingEdits(existing: () => StoredObject, context: OperationContext): Edits {
  const enrich = async (connectorIds: readonly string[]): Promise<readonly unknown[]> => {
    const connectors = connectorIds.map(id => context.connectors.existing(id));
    const origin = {
      userId: context.user.id,
      draftId: context.draft?.id ?? null,
      trigger: 'update',
      mode: 'manual',
    } as const;
    const works = await askEnrichment(existing(), connectors, origin, context);
    return works.map(work => workNode(work, context));
  };

  return {
    askEnrichment: async args => (await enrich([text(args, 'connectorId')]))[0],
    askEnrichments: args => enrich(textList(args, 'connectorIds')),

    askAnalysis: async args => {
      const options = {
        userId: context.user.id,
        contentType: args.contentType === 'file' ? 'file' : 'fields',
        contentSource: text(args, 'contentSource'),
        connectorId: optionalText(args, 'connectorId') ?? undefined,
      } as const;
      return workNode(await askAnalysis(existing(), options, context), context);
    },

    exportAsk: async ({ input }) => {
      const options = exportOptions((input ?? {}) as OperationArguments, context);
      return exportedFiles(await askSingleExport(existing(), options, context), context);
    },
  };
}
