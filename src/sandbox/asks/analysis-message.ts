import type { StoredFile } from '../files/stored-file.js';
import type { ListenMessage } from './listen-message.js';

/** What an analysis is asked with. */
export interface AnalysisAsk {
  readonly workId: string;
  /** Standard id of the entity. */
  readonly entityId: string;
  readonly entityType: string;
  /** What is analysed: a named group of fields, or a file. */
  readonly source: { readonly fields: string } | { readonly file: StoredFile };
}

/** The fields that a group of fields stands for, one blank between two. */
const CONTENT_FIELDS = 'description content';

/** What an analysis connector is sent. @see OpenCTI `domain/stixCoreObject.js`, `askElementAnalysis` */
export function analysisMessage(ask: AnalysisAsk): ListenMessage {
  return {
    internal: { work_id: ask.workId, applicant_id: null, mode: 'manual', trigger: 'update' },
    event: {
      event_type: 'INTERNAL_ANALYSIS',
      entity_id: ask.entityId,
      entity_type: ask.entityType,
      ...sourceFields(ask.source),
    },
  };
}

/** The name an analysis gets, by what is analysed. */
export function analysisName(source: AnalysisAsk['source']): string {
  return 'fields' in source
    ? `fields_analysis_${source.fields}.analysis`
    : `file_analysis_${source.file.name}.analysis`;
}

function sourceFields(source: AnalysisAsk['source']): Readonly<Record<string, unknown>> {
  if ('fields' in source) {
    return {
      content_type: 'fields',
      content_source: source.fields,
      content_fields: CONTENT_FIELDS,
      analysis_name: analysisName(source),
    };
  }
  const { file } = source;

  return {
    content_type: 'file',
    content_source: file.id,
    file_id: file.id,
    file_mime: file.mimeType,
    file_fetch: `/storage/get/${file.id}`,
    analysis_name: analysisName(source),
  };
}
