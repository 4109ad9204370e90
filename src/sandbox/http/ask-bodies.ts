import type { Bundle } from '../../stix/index.js';
import type { AnalysisRequest, ExportRequest, ImportRequest } from '../controls/ask-controls.js';
import { BadRequest, membersOf, requiredText, textOf, textsOf } from './request-members.js';

/** What a body says of an import. */
export function importRequest(body: unknown): ImportRequest {
  const { bypassValidation, forceValidation, validationMode } = membersOf(body);

  return {
    connectorId: textOf(body, 'connectorId'),
    configuration: textOf(body, 'configuration') ?? null,
    entityId: textOf(body, 'entityId'),
    validationMode: validationMode === 'draft' ? 'draft' : 'workbench',
    bypassValidation: bypassValidation === true,
    forceValidation: forceValidation === true,
  };
}

/**
 * What a body says of an export.
 *
 * @throws BadRequest
 */
export function exportRequest(body: unknown): ExportRequest {
  const { type, list } = membersOf(body);

  return {
    format: requiredText(body, 'format'),
    type: type === 'full' ? 'full' : 'simple',
    entityId: textOf(body, 'entityId'),
    selectedIds: textsOf(body, 'selectedIds'),
    fileMarkings: textsOf(body, 'fileMarkings'),
    maxMarkings: textsOf(body, 'maxMarkings'),
    connectorId: textOf(body, 'connectorId'),
    ...(list !== undefined && {
      list: { ...membersOf(list), entityType: requiredText(list, 'entityType') },
    }),
  };
}

/** What a body says of an analysis. */
export function analysisRequest(body: unknown): AnalysisRequest {
  return {
    contentType: textOf(body, 'contentType') === 'file' ? 'file' : 'fields',
    contentSource: textOf(body, 'contentSource'),
    connectorId: textOf(body, 'connectorId'),
  };
}

/**
 * The bundle a body has, if any.
 *
 * @throws BadRequest
 */
export function bundleIn(body: unknown): Bundle | undefined {
  const { bundle } = membersOf(body);
  if (bundle === undefined || bundle === null) return undefined;
  const { objects } = membersOf(bundle);
  if (!Array.isArray(objects)) throw new BadRequest('"bundle" is no bundle');

  return bundle as Bundle;
}
