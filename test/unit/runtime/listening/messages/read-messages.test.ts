import fc from 'fast-check';
import { RequestError } from '../../../../../src/errors/index.js';
import { readAnalysis } from '../../../../../src/runtime/listening/messages/read-analysis.js';
import {
  readEnvelope,
  readEnvelopeAtBest,
} from '../../../../../src/runtime/listening/messages/read-envelope.js';
import { readEnrichment } from '../../../../../src/runtime/listening/messages/read-enrichment.js';
import { readExport } from '../../../../../src/runtime/listening/messages/read-export.js';
import { readImport } from '../../../../../src/runtime/listening/messages/read-import.js';

const body = (event: object = {}, internal: object = {}): object => ({
  internal: { work_id: 'work_1', applicant_id: null, ...internal },
  event,
});

describe('readEnvelope', () => {
  it('reads what all messages have in common', () => {
    const envelope = readEnvelope({
      ...body(
        {
          event_type: 'INTERNAL_IMPORT_FILE',
          ...{ validation_mode: 'draft', force_validation: true, bypass_validation: true },
        },
        { applicant_id: 'user', draft_id: 'draft', trigger: 'create', mode: 'auto' },
      ),
      configuration: 'text',
    });

    expect(envelope).toMatchObject({
      ...{ workId: 'work_1', applicantId: 'user', draftId: 'draft' },
      ...{ trigger: 'create', mode: 'auto', playbook: null, configuration: 'text' },
      ...{ eventType: 'INTERNAL_IMPORT_FILE', validationMode: 'draft' },
      ...{ forceValidation: true, bypassValidation: true },
    });
  });

  it('takes what is left out for nothing', () => {
    expect(readEnvelope(body())).toMatchObject({
      ...{ applicantId: null, draftId: null, trigger: null, mode: null, playbook: null },
      ...{ configuration: null, eventType: null, validationMode: undefined },
      ...{ forceValidation: false, bypassValidation: false },
    });
  });

  it('takes the empty draft id for no draft', () => {
    expect(readEnvelope(body({}, { draft_id: '' })).draftId).toBeNull();
  });

  it.each([
    ['trigger', 7],
    ['mode', {}],
  ])('does not mind what it does not need: %s %j', (member, value) => {
    expect(readEnvelope(body({}, { [member]: value }))).toMatchObject({ [member]: null });
  });

  it.each([
    [{}, { draft_id: 7 }, 'internal.draft_id is a number, not a text or null'],
    [{}, { applicant_id: ['x'] }, 'internal.applicant_id is a list, not a text or null'],
    [{}, { playbook: 'x' }, 'internal.playbook is a string, not an object'],
    [{}, { playbook: {} }, 'internal.playbook.execution_id is missing, not a text'],
    [{ force_validation: 'true' }, {}, 'event.force_validation is a string, not true or false'],
    [{ validation_mode: 'x' }, {}, "event.validation_mode is a string, not 'workbench' or 'draft'"],
  ])('refuses %j %j', (event, internal, reason) => {
    expect(() => readEnvelope(body(event, internal))).toThrow(
      `The request of OpenCTI can't be read: ${reason}`,
    );
  });

  it('never shows a value in its error', () => {
    let message = '';
    try {
      readEnvelope(body({}, { draft_id: { token: 'hush' }, applicant_id: 'hush' }));
    } catch (error) {
      ({ message } = error as Error);
    }

    expect(message).toContain('internal.draft_id');
    expect(message).not.toContain('hush');
  });
});

describe('reading a message of any shape', () => {
  const readers = [readEnrichment, readImport, readExport, readAnalysis];
  const member = fc.oneof(fc.jsonValue(), fc.constantFrom('single', 'fields', 'file', 'a/b'));
  const event = fc.dictionary(
    fc.constantFrom(
      ...['entity_id', 'entity_type', 'stix_entity', 'stix_objects', 'bundle', 'file_id'],
      ...['file_mime', 'file_markings', 'export_scope', 'format', 'file_name', 'list_params'],
      ...['main_filter', 'access_filter', 'content_type', 'content_source', 'analysis_name'],
      ...['content_fields', '__proto__', 'constructor', 'selected_ids'],
    ),
    member,
  );
  const internal = fc.dictionary(
    fc.constantFrom('work_id', 'playbook', 'draft_id', '__proto__'),
    member,
  );

  it('reads it, or refuses it with a reason', () => {
    fc.assert(
      fc.property(event, internal, (anyEvent, anyInternal) => {
        for (const read of readers) {
          try {
            read(readEnvelope({ internal: anyInternal, event: anyEvent }));
          } catch (error) {
            expect(error).toBeInstanceOf(RequestError);
          }
        }
      }),
    );
  });

  it('always finds out who waits', () => {
    fc.assert(
      fc.property(fc.anything(), anything => {
        expect(readEnvelopeAtBest(anything)).toMatchObject({ draftId: null });
      }),
    );
  });
});

describe('readEnrichment', () => {
  const entity = { type: 'ipv4-addr', id: 'ipv4-addr--1', value: '198.51.100.7' };
  const read = (event: object) => readEnrichment(readEnvelope(body(event)));

  it('tells the type of an entity when the message does not', () => {
    expect(read({ entity_id: entity.id, stix_entity: JSON.stringify(entity) }).entityType).toBe(
      'IPv4-Addr',
    );
    expect(read({ entity_id: 'x' }).entityType).toBeUndefined();
  });

  it('finds the entity among what came along', () => {
    const message = read({
      entity_id: entity.id,
      stix_entity: '',
      stix_objects: JSON.stringify([{ type: 'a', id: 'b' }, entity]),
    });

    expect(message.entity).toEqual(entity);
    expect(message.objects).toHaveLength(2);
  });

  it('takes objects that came as JSON, not as text', () => {
    expect(read({ entity_id: entity.id, stix_entity: entity }).entity).toEqual(entity);
  });
});

describe('readImport', () => {
  it('names the file and where to get it', () => {
    const { file } = readImport(readEnvelope(body({ file_id: 'import/Report/1/a b.csv' })));

    expect(file).toEqual({
      id: 'import/Report/1/a b.csv',
      name: 'a b.csv',
      mime: 'application/octet-stream',
      fetch: '/storage/get/import/Report/1/a b.csv',
    });
  });
});

describe('readExport', () => {
  const event = {
    ...{ export_scope: 'query', format: 'text/csv', file_name: 'f', entity_type: 'Malware' },
  };
  const deep = (levels: number): object =>
    levels === 0 ? { mode: 'and' } : { mode: 'and', filterGroups: [deep(levels - 1)] };

  it('reads filters down to the last condition', () => {
    const filters = { key: ['a', 'b'], values: [1, { key: 'id' }], operator: 'eq', mode: 'and' };
    const main = { mode: 'or', filters: [filters], filterGroups: [deep(0)] };

    expect(readExport(readEnvelope(body({ ...event, main_filter: main }))).mainFilter).toEqual({
      mode: 'or',
      filters: [filters],
      filterGroups: [{ mode: 'and', filters: [], filterGroups: [] }],
    });
  });

  it('refuses filters that are nested without end', () => {
    expect(() => readExport(readEnvelope(body({ ...event, main_filter: deep(2_000) })))).toThrow(
      'at most 50 levels deep',
    );
  });
});
