import { Observable, of } from 'rxjs';
import { Accepts, ImportFile, type ImportedFile } from '../../../../src/connectors/index.js';
import { RetryableError, SkippableError } from '../../../../src/errors/index.js';
import { Stix, tlpMarking, type StixObject } from '../../../../src/stix/index.js';
import { WORK, listeningRig, message, settled } from './listening-rig.js';

const address = Stix.ipv4('198.51.100.7');
const other = Stix.ipv4('198.51.100.8');
const author = Stix.identity({ name: 'Importer', identity_class: 'organization' });
const green = tlpMarking('TLP:GREEN');
const red = tlpMarking('TLP:RED');
const malware = Stix.malware({ name: 'Emotet', is_family: true });
const report = Stix.report({
  name: 'Incident',
  published: '2026-01-01T00:00:00Z',
  object_refs: [malware.id],
});

type Handle = (file: ImportedFile) => unknown;

function importOf(handle: Handle, options = {}) {
  @ImportFile({ name: 'Import CSV', ...options })
  class ImportCsv {
    @Accepts('text/csv')
    rows(file: ImportedFile): Observable<StixObject> {
      return handle(file) as Observable<StixObject>;
    }
  }

  return ImportCsv;
}

const FILE = 'import/global/iocs.csv';
const asked = (event = {}): Record<string, unknown> => ({
  file_id: FILE,
  file_mime: 'text/csv',
  file_markings: [],
  file_fetch: `/storage/get/${FILE}`,
  validation_mode: 'workbench',
  bypass_validation: false,
  force_validation: false,
  ...event,
});

const bundleOf = (text: string | undefined): { type: string; objects: StixObject[] } =>
  JSON.parse(text ?? 'null') as never;

describe('the import of a file', () => {
  it('reads the file and sends what it becomes, in the name of who uploaded it', async () => {
    const { handle, opencti, outbox } = listeningRig(
      importOf(async function* (file: ImportedFile) {
        for await (const { ip } of file.csv<{ ip: string }>()) yield Stix.ipv4(ip);
      }),
    );
    opencti.files.set(`/storage/get/${FILE}`, ['ip\n198.51', '.100.7\n198.51.100.8\n']);

    await handle(message(asked(), { applicant_id: 'uploader' }));

    expect(outbox.objects.map(({ id }) => id)).toEqual([address.id, other.id]);
    expect(outbox.sends[0]?.envelope).toEqual({
      applicantId: 'uploader',
      workId: WORK,
      draftId: null,
    });
    expect(opencti.processed).toEqual([{ id: WORK, message: '2 objects sent', inError: false }]);
  });

  it('hands over what is known of the file', async () => {
    let seen: ImportedFile | undefined;
    const { handle, opencti } = listeningRig(importOf(file => ((seen = file), [])));
    opencti.keep({ ...green, id: 'internal-green' }, { ...report, id: 'internal-report' });

    await handle(
      message(
        asked({ file_markings: ['internal-green'], entity_id: 'internal-report' }),
        {},
        { configuration: '{"mapper":1}' },
      ),
    );

    expect(seen).toMatchObject({
      id: FILE,
      name: 'iocs.csv',
      mime: 'text/csv',
      markings: [{ ...green, id: 'internal-green' }],
      fileMarkings: ['internal-green'],
      contextEntity: { type: 'report' },
      entityId: 'internal-report',
      context: { configuration: '{"mapper":1}', workId: WORK },
    });
  });

  it('lets methods of the file be taken out of it', async () => {
    const { handle, opencti, reports } = listeningRig(
      importOf(async ({ text, note }) => {
        note(await text());
        return [];
      }),
    );
    opencti.files.set(`/storage/get/${FILE}`, ['content']);

    await handle(message(asked()));

    expect(reports[0]?.message).toBe('nothing to add; content');
  });

  it('reads the file in the draft that it lies in', async () => {
    const { handle, opencti } = listeningRig(importOf(async file => (await file.text(), [])));

    await handle(message(asked(), { draft_id: 'draft' }));

    expect(opencti.downloads).toEqual([
      { file: `/storage/get/${FILE}`, context: { draftId: 'draft', workId: WORK } },
    ]);
  });

  it("gives objects without markings the file's, and the connector's when the file has none", async () => {
    const marked = { ...other, object_marking_refs: [red.id] };
    const { handle, opencti, outbox } = listeningRig(
      importOf(() => [address, marked]),
      {
        furnishings: { author, markings: [tlpMarking('TLP:AMBER')] },
      },
    );
    opencti.stix.set('internal-green', green);

    await handle(message(asked({ file_markings: ['internal-green'] })));
    await handle(message(asked(), { work_id: 'work_2' }));

    const [first, second] = outbox.sends.map(({ objects }) =>
      objects.find(({ id }) => id === address.id),
    );
    expect(first).toMatchObject({
      object_marking_refs: [green.id],
      x_opencti_created_by_ref: author.id,
    });
    expect(second).toMatchObject({ object_marking_refs: [tlpMarking('TLP:AMBER').id] });
    expect(outbox.find(other.id)).toMatchObject({ object_marking_refs: [red.id] });
  });

  it('asks for more only when the last batch is safe, and holds no more than a batch', async () => {
    const events: string[] = [];
    const { handle, outbox } = listeningRig(
      importOf(
        function* () {
          for (let n = 1; n <= 5; n++) {
            events.push(`made ${n}`);
            yield Stix.ipv4(`198.51.100.${n}`);
          }
        },
        { batchSize: 2 },
      ),
    );
    outbox.refuse = send => void events.push(`sent ${send}`);

    await handle(message(asked()));

    expect(events.join(', ')).toBe(
      'made 1, made 2, sent 1, made 3, made 4, sent 2, made 5, sent 3',
    );
  });

  it('sends the author and the markings once', async () => {
    const { handle, outbox } = listeningRig(
      importOf(() => [address, other], { batchSize: 1 }),
      { furnishings: { author, markings: [green] } },
    );

    await handle(message(asked()));

    expect(outbox.objects.filter(({ id }) => id === author.id || id === green.id)).toHaveLength(2);
  });

  it('ends in error when the handler does, and says so after what was sent', async () => {
    const { handle, opencti, outbox } = listeningRig(
      importOf(
        function* () {
          yield address;
          throw new SkippableError('too many rows are wrong');
        },
        { batchSize: 1 },
      ),
    );

    await handle(message(asked()));

    expect(outbox.objects).toHaveLength(1);
    expect(opencti.processed).toEqual([
      expect.objectContaining({ inError: true, message: expect.stringContaining('too many rows') }),
    ]);
  });

  it('starts again from the beginning of the file when it is tried again', async () => {
    let tries = 0;
    const { handle, outbox, clock, reports } = listeningRig(
      importOf(
        function* () {
          tries += 1;
          yield address;
          if (tries === 1) throw new RetryableError('not now', { afterMs: 1 });
          yield other;
        },
        { batchSize: 1 },
      ),
    );

    const handled = handle(message(asked()));
    await settled();
    await clock.advance(1);
    await handled;

    expect(outbox.objects.map(({ id }) => id)).toEqual([address.id, address.id, other.id]);
    expect(reports[0]).toMatchObject({ outcome: 'ok', objects: 2, messages: 3 });
  });
});

describe('a file of an entity', () => {
  const contextual = asked({ entity_id: 'internal' });

  it('fills the container that it belongs to, a batch at a time', async () => {
    const { handle, opencti, outbox } = listeningRig(
      importOf(() => [address, other], { batchSize: 1 }),
      {
        furnishings: { author, markings: [green] },
      },
    );
    opencti.stix.set('internal', report);

    await handle(message(contextual));

    const containers = outbox.objects.filter(({ id }) => id === report.id);
    expect(containers).toEqual([
      expect.objectContaining({ name: 'Incident', object_refs: [address.id] }),
      expect.objectContaining({ name: 'Incident', object_refs: [other.id] }),
    ]);
    expect(containers[0]).not.toHaveProperty('created_by_ref');
  });

  it('leaves the container alone when the author says so', async () => {
    const { handle, opencti, outbox } = listeningRig(
      importOf(() => [address], { fillContainer: false }),
    );
    opencti.stix.set('internal', report);

    await handle(message(contextual));

    expect(outbox.objects.map(({ id }) => id)).toEqual([address.id]);
  });

  it('leaves an entity alone that holds no others', async () => {
    const { handle, opencti, outbox } = listeningRig(importOf(() => [address]));
    opencti.stix.set('internal', malware);

    await handle(message(contextual));

    expect(outbox.objects.map(({ id }) => id)).toEqual([address.id]);
  });

  it('is not imported when the entity can not be read', async () => {
    const { handle, opencti, outbox } = listeningRig(importOf(() => [address]));

    await handle(message(contextual));

    expect(outbox.sends).toEqual([]);
    expect(opencti.processed[0]?.message).toContain('REQUEST_ENTITY_MISSING');
  });
});

describe('a file with markings', () => {
  it('is not imported when one of them can not be read', async () => {
    const { handle, opencti, outbox } = listeningRig(importOf(() => [address]));
    opencti.stix.set('internal-green', green);

    await handle(message(asked({ file_markings: ['internal-green', 'hidden'] })));

    expect(outbox.sends).toEqual([]);
    expect(opencti.processed[0]?.message).toContain('OpenCTI does not give hidden');
  });
});

describe('the gates of a file import', () => {
  it.each([
    ['application/pdf', 'REQUEST_OUT_OF_SCOPE'],
    ['text/csv; charset=utf-8', 'nothing to add'],
    ['TEXT/CSV', 'nothing to add'],
  ])('answer a file of the type %s with %s', async (mime, expected) => {
    const { handle, opencti } = listeningRig(importOf(() => []));

    await handle(message(asked({ file_mime: mime })));

    expect(opencti.processed[0]?.message).toContain(expected);
  });

  it.each([
    ['a file', { file_markings: ['internal'] }, red],
    ['an entity', { entity_id: 'internal' }, { ...malware, object_marking_refs: [red.id] }],
  ])('refuse %s that is marked too strictly', async (_what, event, kept) => {
    let calls = 0;
    const { handle, opencti } = listeningRig(
      importOf(() => ((calls += 1), []), { maxTlp: 'TLP:AMBER' }),
    );
    opencti.stix.set('internal', kept);

    await handle(message(asked(event)));

    expect(calls).toBe(0);
    expect(opencti.processed[0]?.message).toContain('REQUEST_TLP');
  });
});

describe('the validation of an import', () => {
  const forced = { force_validation: true };

  it('puts the result into a workbench, and nothing on the queue', async () => {
    const { handle, opencti, outbox } = listeningRig(
      importOf(() => of(address, other)),
      {
        furnishings: { author, markings: [] },
      },
    );
    opencti.stix.set('internal', report);
    opencti.stix.set('m', green);

    await handle(message(asked({ ...forced, entity_id: 'internal', file_markings: ['m'] })));

    const [upload] = opencti.of('UploadPending');
    expect(outbox.sends).toEqual([]);
    expect(upload?.variables).toEqual({ entityId: 'internal', file_markings: ['m'] });
    expect(upload?.file?.name).toBe('iocs.csv 2026-01-01T00-00-00.000Z.json');
    const { type, objects } = bundleOf(upload?.file?.text);
    expect(type).toBe('bundle');
    expect(objects.map(({ id }) => id)).toEqual([
      green.id,
      author.id,
      address.id,
      other.id,
      report.id,
    ]);
    expect(objects.at(-1)).toMatchObject({ object_refs: [address.id, other.id] });
    expect(opencti.processed[0]?.message).toContain('5 objects wait for validation in workbench');
  });

  it('has each object once in a workbench, whatever the batches', async () => {
    const { handle, opencti } = listeningRig(
      importOf(() => [address, other, address], { batchSize: 1 }),
      {
        furnishings: { author, markings: [] },
      },
    );
    opencti.stix.set('internal', report);

    await handle(message(asked({ ...forced, entity_id: 'internal' })));

    const { objects } = bundleOf(opencti.of('UploadPending')[0]?.file?.text);
    expect(objects.map(({ id }) => id)).toEqual([author.id, address.id, other.id, report.id]);
  });

  it('makes one draft for the whole job, and links it to the work', async () => {
    const { handle, opencti, outbox } = listeningRig(
      importOf(() => [address, other], { batchSize: 1 }),
    );

    await handle(message(asked({ ...forced, validation_mode: 'draft', entity_id: null })));

    expect(opencti.of('draftWorkspaceAdd').map(({ variables }) => variables)).toEqual([
      { input: { name: 'iocs.csv' } },
    ]);
    expect(opencti.of('addDraftContext')[0]?.variables.draftContext).toBe('draft-made');
    expect(outbox.sends.map(({ envelope }) => envelope.draftId)).toEqual([
      'draft-made',
      'draft-made',
    ]);
    expect(opencti.processed[0]?.message).toBe('2 objects sent into draft draft-made');
  });

  it('makes no second draft when the job is tried again', async () => {
    let tries = 0;
    const { handle, opencti, clock } = listeningRig(
      importOf(
        function* () {
          yield address;
          if ((tries += 1) === 1) throw new RetryableError('not now', { afterMs: 1 });
        },
        { batchSize: 1 },
      ),
    );

    const handled = handle(message(asked({ ...forced, validation_mode: 'draft' })));
    await settled();
    await clock.advance(1);
    await handled;

    expect(tries).toBe(2);
    expect(opencti.of('draftWorkspaceAdd')).toHaveLength(1);
  });

  it('makes no draft and no workbench when there is nothing to put in', async () => {
    const { handle, opencti } = listeningRig(importOf(() => []));

    await handle(message(asked(forced)));
    await handle(message(asked({ ...forced, validation_mode: 'draft' })));

    expect(opencti.of('UploadPending')).toEqual([]);
    expect(opencti.of('draftWorkspaceAdd')).toEqual([]);
  });

  it('is done when the operator wants it, too', async () => {
    const { handle, opencti } = listeningRig(
      importOf(() => [address]),
      {
        validateBeforeImport: true,
      },
    );

    await handle(message(asked()));

    expect(opencti.of('UploadPending')).toHaveLength(1);
  });

  it('uses what the platform uses by default when the message does not say how', async () => {
    const { handle, opencti } = listeningRig(
      importOf(() => [address]),
      { validationMode: 'draft' },
    );

    await handle(message(asked({ ...forced, validation_mode: undefined })));

    expect(opencti.of('draftWorkspaceAdd')).toHaveLength(1);
  });

  it('is left out when the message says so', async () => {
    const { handle, opencti, outbox } = listeningRig(
      importOf(() => [address]),
      {
        validateBeforeImport: true,
      },
    );

    await handle(message(asked({ ...forced, bypass_validation: true })));

    expect(opencti.of('UploadPending')).toEqual([]);
    expect(outbox.sends).toHaveLength(1);
  });

  it('is the draft itself in a draft', async () => {
    const { handle, opencti, outbox } = listeningRig(importOf(() => [address]));

    await handle(message(asked(forced), { draft_id: 'draft' }));

    expect(opencti.of('UploadPending')).toEqual([]);
    expect(outbox.sends[0]?.envelope.draftId).toBe('draft');
  });

  it('goes on when the work can not be linked to the draft', async () => {
    const { handle, opencti, outbox, log } = listeningRig(importOf(() => [address]));
    opencti.answers.addDraftContext = () => {
      throw new Error('no');
    };

    await handle(message(asked({ ...forced, validation_mode: 'draft' })));

    expect(outbox.sends).toHaveLength(1);
    expect(log.at('warn')).toContain('draft could not be linked to the work');
  });

  it("fails with the handler's own error when that fails during the upload", async () => {
    const { handle, opencti } = listeningRig(
      importOf(
        function* () {
          yield address;
          throw new Error('row 2 is odd');
        },
        { batchSize: 1 },
      ),
    );

    await handle(message(asked(forced)));

    expect(opencti.processed[0]?.message).toContain('row 2 is odd');
  });
});
