import { analysisMessage } from '../../../../src/sandbox/asks/analysis-message.js';
import { enrichmentMessage } from '../../../../src/sandbox/asks/enrichment-message.js';
import {
  queryExportMessage,
  selectionExportMessage,
  singleExportMessage,
  type ExportAsk,
} from '../../../../src/sandbox/asks/export-message.js';
import { importMessage, type ImportAsk } from '../../../../src/sandbox/asks/import-message.js';
import { writeListenMessage } from '../../../../src/sandbox/asks/listen-message.js';
import { playbookMessage } from '../../../../src/sandbox/asks/playbook-message.js';
import type { StoredFile } from '../../../../src/sandbox/files/stored-file.js';
import { OPENCTI_EXTENSION } from '../../../../src/stix/index.js';

/** What a connector reads: a message as it comes off the wire. */
function received(message: Parameters<typeof writeListenMessage>[0]): unknown {
  return JSON.parse(writeListenMessage(message).toString('utf8'));
}

const file: StoredFile = {
  id: 'import/Report/7d3b/incident.pdf',
  name: 'Incident.pdf',
  size: 3,
  mimeType: 'application/pdf',
  lastModified: '2026-03-04T09:12:33.120Z',
  version: null,
  markings: ['marking-internal-id'],
  entityId: '7d3b',
  creatorId: 'user-id',
  labels: [],
  listFilters: null,
  analysis: null,
};

describe('the message of an enrichment', () => {
  it('has the entity as text, and nobody as applicant', () => {
    const message = enrichmentMessage({
      workId: 'work_1',
      draftId: null,
      trigger: 'create',
      mode: 'auto',
      entityId: 'ipv4-addr--1',
      entityType: 'IPv4-Addr',
      stixEntity: '{"type":"ipv4-addr"}',
      stixObjects: null,
    });

    expect(received(message)).toEqual({
      internal: {
        work_id: 'work_1',
        applicant_id: null,
        draft_id: null,
        trigger: 'create',
        mode: 'auto',
      },
      event: {
        event_type: 'INTERNAL_ENRICHMENT',
        entity_id: 'ipv4-addr--1',
        entity_type: 'IPv4-Addr',
        stix_entity: '{"type":"ipv4-addr"}',
        stix_objects: null,
      },
    });
  });
});

describe('the message of a playbook step', () => {
  const place = {
    eventId: '1-0',
    executionId: 'execution',
    playbookId: 'playbook',
    dataInstanceId: 'indicator--1',
    stepId: 'step',
    previousStepId: 'previous',
  };
  const base = { type: 'indicator', id: 'indicator--1' };

  it('has the bundle itself, no work, and no type of event', () => {
    const bundle = { type: 'bundle', id: 'bundle--1', objects: [base] } as const;

    expect(received(playbookMessage(place, bundle))).toEqual({
      internal: {
        work_id: null,
        playbook: {
          event_id: '1-0',
          execution_id: 'execution',
          playbook_id: 'playbook',
          data_instance_id: 'indicator--1',
          step_id: 'step',
          previous_step_id: 'previous',
        },
        applicant_id: 'c49fe040-2dad-412d-af07-ce639204ad55',
        trigger: 'update',
        mode: 'auto',
      },
      event: { entity_id: 'indicator--1', bundle },
    });
  });

  it('says create of an object that the platform knows', () => {
    const known = { ...base, extensions: { [OPENCTI_EXTENSION]: { id: 'internal' } } };
    const bundle = { type: 'bundle', id: 'bundle--1', objects: [known] } as const;

    expect(received(playbookMessage(place, bundle))).toMatchObject({
      internal: { trigger: 'create' },
    });
  });
});

describe('the message of an analysis', () => {
  it('names fields', () => {
    const message = analysisMessage({
      workId: 'work_1',
      entityId: 'report--1',
      entityType: 'Report',
      source: { fields: 'content_mapping' },
    });

    expect(received(message)).toEqual({
      internal: { work_id: 'work_1', applicant_id: null, mode: 'manual', trigger: 'update' },
      event: {
        event_type: 'INTERNAL_ANALYSIS',
        entity_id: 'report--1',
        entity_type: 'Report',
        content_type: 'fields',
        content_source: 'content_mapping',
        content_fields: 'description content',
        analysis_name: 'fields_analysis_content_mapping.analysis',
      },
    });
  });

  it('names a file, and where it is fetched from', () => {
    const message = analysisMessage({
      workId: 'work_1',
      entityId: 'report--1',
      entityType: 'Report',
      source: { file },
    });

    expect(received(message)).toMatchObject({
      event: {
        content_type: 'file',
        content_source: file.id,
        file_id: file.id,
        file_mime: 'application/pdf',
        file_fetch: `/storage/get/${file.id}`,
        analysis_name: 'file_analysis_Incident.pdf.analysis',
      },
    });
    expect(received(message)).not.toHaveProperty('event.content_fields');
  });
});

describe('the message of an import', () => {
  const ask: ImportAsk = {
    workId: 'work_1',
    applicantId: 'user-id',
    draftId: null,
    file,
    entityId: '7d3b',
    validationMode: 'workbench',
    bypassValidation: false,
    forceValidation: true,
    configuration: null,
  };

  it('says auto and update whoever asked, and has no type of event', () => {
    expect(received(importMessage(ask))).toEqual({
      internal: {
        work_id: 'work_1',
        applicant_id: 'user-id',
        draft_id: null,
        trigger: 'update',
        mode: 'auto',
      },
      event: {
        file_id: file.id,
        file_mime: 'application/pdf',
        file_markings: ['marking-internal-id'],
        file_fetch: `/storage/get/${file.id}`,
        entity_id: '7d3b',
        validation_mode: 'workbench',
        bypass_validation: false,
        force_validation: true,
      },
      configuration: null,
    });
  });

  it('leaves the entity out of a file that is about none', () => {
    expect(received(importMessage({ ...ask, entityId: undefined }))).not.toHaveProperty(
      'event.entity_id',
    );
  });

  it('leaves validation to the draft it is done in', () => {
    expect(received(importMessage({ ...ask, draftId: 'draft-id' }))).toMatchObject({
      internal: { draft_id: 'draft-id' },
      event: { validation_mode: 'draft', bypass_validation: true },
    });
  });
});

describe('the message of an export', () => {
  const ask: ExportAsk = {
    workId: 'work_1',
    applicantId: 'user-id',
    fileName: 'a.json',
    format: 'application/json',
    exportType: 'full',
    fileMarkings: ['green'],
    excludedMarkings: ['red'],
  };
  const context = { entityId: undefined, entityName: 'global', entityType: 'Malware' };
  const markings = { key: 'objectMarking', mode: 'and', operator: 'not_eq', values: ['red'] };

  it('of one entity has everything', () => {
    const entity = { id: 'internal', name: 'Emotet', type: 'Malware' };

    expect(received(singleExportMessage(ask, entity))).toEqual({
      internal: {
        work_id: 'work_1',
        applicant_id: 'user-id',
        trigger: null,
        mode: 'manual',
      },
      event: {
        event_type: 'INTERNAL_EXPORT_FILE',
        file_name: 'a.json',
        format: 'application/json',
        export_scope: 'single',
        entity_id: 'internal',
        entity_name: 'Emotet',
        entity_type: 'Malware',
        export_type: 'full',
        file_markings: ['green'],
        main_filter: {
          mode: 'and',
          filters: [markings, { key: 'ids', values: ['internal'], mode: 'or', operator: 'eq' }],
          filterGroups: [],
        },
        access_filter: { mode: 'and', filters: [markings], filterGroups: [] },
      },
    });
  });

  it('of a selection says which, and nothing of how it came about', () => {
    expect(received(selectionExportMessage(ask, context, ['a', 'b']))).toEqual({
      internal: { work_id: 'work_1', applicant_id: 'user-id' },
      event: {
        event_type: 'INTERNAL_EXPORT_FILE',
        export_scope: 'selection',
        file_name: 'a.json',
        selected_ids: ['a', 'b'],
        format: 'application/json',
        export_type: 'full',
        entity_name: 'global',
        entity_type: 'Malware',
        file_markings: ['green'],
        main_filter: {
          mode: 'and',
          filters: [markings, { key: 'ids', values: ['a', 'b'], mode: 'or', operator: 'eq' }],
          filterGroups: [],
        },
        access_filter: { mode: 'and', filters: [markings], filterGroups: [] },
      },
    });
  });

  it('of a list has no type of event', () => {
    const list = { search: null, orderBy: 'name', orderMode: 'asc', filters: null };

    const message = received(
      queryExportMessage(ask, { ...context, entityId: 'container', entityName: 'C' }, list),
    );

    expect(message).toMatchObject({
      event: { export_scope: 'query', list_params: list, entity_id: 'container' },
    });
    expect(message).not.toHaveProperty('event.event_type');
    expect(message).not.toHaveProperty('event.selected_ids');
  });
});
