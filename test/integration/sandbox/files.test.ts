import { Sandbox } from '../../../src/sandbox/index.js';
import { stixId } from '../../../src/stix/index.js';
import { SandboxClient } from './sandbox-client.js';

const UPLOAD = `mutation U($file: Upload!, $fileMarkings: [String]) {
  uploadImport(file: $file, fileMarkings: $fileMarkings) {
    id name size uploadStatus
    metaData { mimetype version creator_id file_markings }
    objectMarking { definition }
  }
}`;

const malware = { type: 'malware', id: '', name: 'Emotet' };
malware.id = stixId(malware);

function file(name: string, content: string | Uint8Array<ArrayBuffer> = 'content'): File {
  return new File([content], name, { type: 'application/x-ignored' });
}

describe('files', () => {
  let sandbox: Sandbox;
  let client: SandboxClient;

  beforeEach(async () => {
    sandbox = await Sandbox.start({
      load: { type: 'bundle', id: 'bundle--1', objects: [malware] },
    });
    client = new SandboxClient(sandbox);
  });

  afterEach(() => sandbox.stop());

  async function uploaded(
    name: string,
    content?: string | Uint8Array<ArrayBuffer>,
  ): Promise<string> {
    const { data } = await client.upload(
      UPLOAD,
      { file: null },
      { 'variables.file': file(name, content) },
    );

    return (data as unknown as { uploadImport: { id: string } }).uploadImport.id;
  }

  it('are uploaded and told of', async () => {
    const green = 'marking-definition--34098fce-860f-48ae-8e50-ebd3cc5e41da';

    const { data } = await client.upload(
      UPLOAD,
      { file: null, fileMarkings: [green] },
      { 'variables.file': file('Report Été.CSV', 'a,b') },
    );

    expect(data).toMatchObject({
      uploadImport: {
        id: 'import/global/report été.csv',
        name: 'Report Été.CSV',
        size: 3,
        uploadStatus: 'complete',
        metaData: { mimetype: 'text/csv', version: null },
        objectMarking: [{ definition: 'TLP:GREEN' }],
      },
    });
    expect(sandbox.files().map(({ name }) => name)).toEqual(['Report Été.CSV']);
  });

  it('come back as they were, to be saved or to be looked at', async () => {
    const bytes = new Uint8Array([0, 255, 13, 10, 45]);
    const id = await uploaded('data.bin', bytes);
    const path = encodeURI(id);

    const reply = await fetch(`${sandbox.url}/storage/get/${path}`, {
      headers: { authorization: `Bearer ${sandbox.token}` },
    });
    const viewed = await client.get(`/storage/view/${encodeURI(await uploaded('a.html', '<p>'))}`);

    expect(new Uint8Array(await reply.arrayBuffer())).toEqual(bytes);
    expect(reply.headers.get('content-disposition')).toBe(
      `attachment; filename="data.bin"; filename*=UTF-8''data.bin`,
    );
    expect(viewed.text).toBe('<p>');
    expect(viewed.headers.get('content-type')).toContain('text/html');
    expect(viewed.headers.get('content-security-policy')).toContain('sandbox');
  });

  it('are given in parts', async () => {
    const path = `/storage/get/${await uploaded('digits.txt', '0123456789')}`;

    const part = await client.get(path, { range: 'bytes=2-4' });
    const none = await client.get(path, { range: 'bytes=20-' });

    expect(part).toMatchObject({ status: 206, text: '234' });
    expect(part.headers.get('content-range')).toBe('bytes 2-4/10');
    expect(none.status).toBe(416);
    expect(none.headers.get('content-range')).toBe('bytes */10');
  });

  it.each(['/storage/get/', '/storage/view/'])('are forbidden at %s without a user', async path => {
    const id = await uploaded('a.txt');

    const without = await client.fetch(path + id);
    const wrong = await new SandboxClient(sandbox, 'wrong').get(path + id);

    expect([without.status, without.text]).toEqual([403, 'Forbidden']);
    expect(wrong.status).toBe(403);
  });

  it.each([
    'import/global/none.txt',
    '',
    '../../package.json',
    '..%2f..%2fpackage.json',
    '%00',
    '__proto__',
  ])('that are not there (%j) are not found, as the platform says it', async path => {
    const reply = await client.get(`/storage/get/${path}`);

    expect(reply.status).toBe(503);
    if (!path.startsWith('../')) {
      expect(JSON.parse(reply.text)).toEqual({
        status: 'error',
        error: 'File not found or restricted',
      });
    }
  });

  it('belong to an entity, and are among its files', async () => {
    const push = `mutation P($id: ID!, $file: Upload!, $version: DateTime) {
      stixDomainObjectEdit(id: $id) { importPush(file: $file, version: $version) { id name } }
    }`;
    const send = (content: string, version: string): Promise<unknown> =>
      client.upload(
        push,
        { id: malware.id, file: null, version },
        { 'variables.file': file('notes.txt', content) },
      );
    await send('second', '2026-01-02T00:00:00.000Z');
    await send('first', '2026-01-01T00:00:00.000Z');

    const { data } = await client.query(
      'query Q($id: String!) { malware(id: $id) { id importFiles { edges { node { id metaData { version } } } } } }',
      { id: malware.id },
    );

    const { id, importFiles } = (
      data as unknown as { malware: { id: string; importFiles: unknown } }
    ).malware;
    const key = `import/Malware/${id}/notes.txt`;
    expect(importFiles).toEqual({
      edges: [{ node: { id: key, metaData: { version: '2026-01-02T00:00:00.000Z' } } }],
    });
    expect((await sandbox.readFile(key)).toString()).toBe('second');
  });

  it('of exports and analyses are kept where the platform keeps them', async () => {
    const one = { 'variables.file': file('One.json', '{}') };
    const id = malware.id;
    await client.upload(
      'mutation P($id: ID!, $file: Upload!, $m: [String]!) { stixDomainObjectEdit(id: $id) { exportPush(file: $file, file_markings: $m) } }',
      { id, file: null, m: [] },
      one,
    );
    await client.upload(
      `mutation P($file: Upload!, $m: [String]!) {
        stixCoreObjectsExportPush(entity_type: "Malware", file: $file, file_markings: $m, listFilters: "f")
      }`,
      { file: null, m: [] },
      one,
    );
    await client.upload(
      `mutation A($id: ID!, $file: Upload!) {
        stixCoreObjectEdit(id: $id) {
          analysisPush(file: $file, contentSource: "s", contentType: fields, analysisType: "t") { id name }
        }
      }`,
      { id, file: null },
      one,
    );

    const keys = sandbox.files().map(({ id: key }) => key.replace(/[0-9a-f-]{36}/, '{id}'));
    expect(keys).toEqual([
      'export/Malware/{id}/one.json',
      'export/Malware/one.json',
      'analysis/Malware/{id}/one.json',
    ]);
    expect(sandbox.exports()).toHaveLength(2);
    expect(sandbox.files()[1]?.listFilters).toBe('f');
    expect(sandbox.files()[2]?.analysis).toEqual({
      contentSource: 's',
      contentType: 'fields',
      analysisType: 't',
    });
  });

  it('that wait to be looked at lie apart, and are refused twice if that is wanted', async () => {
    const pend = `mutation P($file: Upload!, $e: Boolean) {
      uploadPending(file: $file, errorOnExisting: $e, labels: ["l"]) { id metaData { labels } }
    }`;
    const send = (errorOnExisting: boolean): ReturnType<SandboxClient['upload']> =>
      client.upload(pend, { file: null, e: errorOnExisting }, { 'variables.file': file('W.json') });

    const first = await send(true);
    const second = await send(true);

    expect(first.data).toEqual({
      uploadPending: { id: 'import/pending/w.json', metaData: { labels: ['l'] } },
    });
    expect(second.errors?.[0]?.name).toBe('FUNCTIONAL_ERROR');
  });

  it('are deleted', async () => {
    const id = await uploaded('a.txt');

    const remove = 'mutation D($id: String) { deleteImport(fileName: $id) }';
    const { data } = await client.query(remove, { id });
    const again = await client.query(remove, { id });

    expect(data).toEqual({ deleteImport: id });
    expect(again.errors).toBeUndefined();
    expect(sandbox.files()).toEqual([]);
  });

  it('go with the entity they belong to', async () => {
    await sandbox.upload('a.txt', 'text/plain', 'a', { entityId: malware.id });

    await sandbox.deleteObject(malware.id);

    expect(sandbox.files()).toEqual([]);
  });

  it('are refused where none is', async () => {
    const plain = await client.query(UPLOAD, { file: 'text' });
    const missing = await client.query(UPLOAD, {});
    const broken = await client.post('nonsense', {
      'content-type': 'multipart/form-data; boundary=X',
    });

    expect(plain.errors?.[0]?.message).toContain('Upload value invalid.');
    expect(missing.errors?.[0]?.name).toBe('BAD_USER_INPUT');
    expect(broken.status).toBe(500);
    expect(JSON.parse(broken.text)).toMatchObject({ status: 'error' });
  });

  it('are shown without their bytes in the log of requests', async () => {
    await uploaded('secret.txt', 'x'.repeat(5_000));

    const [request] = sandbox.requests;

    expect(request?.variables).toEqual({ file: '[file: secret.txt, 5000 bytes]' });
  });

  it('of many megabytes are taken whole', async () => {
    const bytes = new Uint8Array(20 * 1024 * 1024).fill(7);

    const id = await uploaded('large.bin', bytes);

    expect((await sandbox.readFile(id)).equals(bytes)).toBe(true);
  });
});
