import { askQueryExport, askSelectionExport } from '../asks/ask-export.js';
import type { ExportContext } from '../asks/export-message.js';
import { labelOf } from '../knowledge/stix-record.js';
import { exportedFiles, exportOptions } from './export-input.js';
import {
  optionalText,
  text,
  textList,
  type OperationArguments,
  type OperationContext,
  type Operations,
} from './operation.js';

/** Asking for exports of lists. */
export const exportOperations: Operations = {
  Query: {},

  Mutation: Object.fromEntries(
    ['CoreObjects', 'DomainObjects', 'CyberObservables', 'CoreRelationships'].map(kind => [
      `stix${kind}ExportAsk`,
      ({ input }: OperationArguments, context: OperationContext) =>
        askListExport((input ?? {}) as OperationArguments, context),
    ]),
  ),
};

async function askListExport(
  input: OperationArguments,
  context: OperationContext,
): Promise<readonly unknown[]> {
  const options = exportOptions(input, context);
  const from = exportContext(input, context);
  const selectedIds = textList(input, 'selectedIds');
  const works =
    selectedIds.length > 0
      ? await askSelectionExport(from, selectedIds, options, context)
      : await askQueryExport(from, listParameters(input), options, context);

  return exportedFiles(works, context);
}

function exportContext(input: OperationArguments, { knowledge }: OperationContext): ExportContext {
  const given = (input.exportContext ?? {}) as OperationArguments;
  const container = knowledge.find(text(given, 'entity_id'));

  return {
    entityId: container?.internalId,
    entityName: container ? labelOf(container.object) : 'global',
    entityType: text(given, 'entity_type') || text(input, 'type') || 'Stix-Core-Object',
  };
}

/** The arguments of the list, as the connector is to repeat them. */
function listParameters(input: OperationArguments): OperationArguments {
  const relationship = RELATIONSHIP_PARAMETERS.flatMap(name =>
    input[name] === undefined ? [] : [[name, input[name]] as const],
  );

  return {
    search: optionalText(input, 'search'),
    orderBy: optionalText(input, 'orderBy'),
    orderMode: optionalText(input, 'orderMode'),
    filters: input.filters ?? null,
    ...Object.fromEntries(relationship),
  };
}

const RELATIONSHIP_PARAMETERS = [
  ...['fromOrToId', 'elementWithTargetTypes', 'fromId', 'fromRole', 'fromTypes'],
  ...['toId', 'toRole', 'toTypes', 'relationship_type'],
];
