import { createPublicKey, verify } from 'node:crypto';
import { Sandbox } from '../../../src/sandbox/index.js';
import { stixId, type StixObject } from '../../../src/stix/index.js';
import { CallbackConnector } from './callback-connector.js';
import { ALPHA, SandboxClient } from './sandbox-client.js';

const address = withId({ type: 'ipv4-addr', value: '198.51.100.7' });
const malware = withId({ type: 'malware', name: 'Emotet' });

function withId(object: Record<string, unknown> & { type: string }): StixObject & typeof object {
  return { ...object, id: stixId(object) };
}

describe('asking connectors that listen over HTTP', () => {
  let sandbox: Sandbox;
  let client: SandboxClient;
  let connector: CallbackConnector;
  let uri: string;

  async function start(options: Parameters<typeof Sandbox.start>[0] = {}): Promise<void> {
    const load = { type: 'bundle', id: 'bundle--1', objects: [address, malware] } as const;
    sandbox = await Sandbox.start({ load, ...options });
    client = new SandboxClient(sandbox);
  }

  async function register(input: Record<string, unknown>): Promise<void> {
    await client.register({ listen_callback_uri: uri, ...input });
  }

  beforeEach(async () => {
    connector = new CallbackConnector();
    uri = await connector.open();
    await start();
  });

  afterEach(async () => {
    await sandbox.stop();
    await connector.close();
  });

  it('posts the message with the token that the connector has itself', async () => {
    await register({ type: 'INTERNAL_ENRICHMENT', scope: ['IPv4-Addr'] });

    const [work] = await sandbox.ask.enrichment(address.id);
    const [posted] = await connector.until(1);

    expect(posted?.headers).toMatchObject({
      authorization: `Bearer ${sandbox.token}`,
      'content-type': 'application/json',
    });
    expect(posted?.body).toMatchObject({
      internal: { work_id: work?.id, trigger: 'update', mode: 'manual' },
      event: { event_type: 'INTERNAL_ENRICHMENT', entity_id: address.id },
    });
    expect(work).toMatchObject({ status: 'wait', receivedAt: null });
  });

  it('signs the message, in the 7.x line, with the key that the connector was given', async () => {
    await sandbox.stop();
    await start({ profile: '7' });
    await register({ type: 'INTERNAL_ENRICHMENT', scope: ['IPv4-Addr'] });
    const { data } = await client.query('query C($id: String!) { connector(id: $id) { jwks } }', {
      id: ALPHA.id,
    });

    await sandbox.ask.enrichment(address.id, ALPHA.id);
    const [posted] = await connector.until(1);

    const { jwks } = (data as unknown as { connector: { jwks: string } }).connector;
    const [key] = (JSON.parse(jwks) as { keys: [Record<string, string>] }).keys;
    const [header, claims, signature] = String(posted?.headers.authorization)
      .replace('Bearer ', '')
      .split('.');
    const publicKey = createPublicKey({ key, format: 'jwk' });
    const isSigned = verify(
      null,
      Buffer.from(`${header}.${claims}`),
      publicKey,
      Buffer.from(signature ?? '', 'base64url'),
    );
    expect(isSigned).toBe(true);
    expect(JSON.parse(Buffer.from(claims ?? '', 'base64url').toString())).toMatchObject({
      iss: 'opencti',
      sub: 'connector',
    });
  });

  it.each([500, 401, 302])('posts again what was answered with %i', async status => {
    connector.answers = [status, 200];
    await register({ type: 'INTERNAL_ENRICHMENT', scope: ['IPv4-Addr'] });

    await sandbox.ask.enrichment(address.id);
    const [first, second] = await connector.until(2);

    expect(second?.body).toEqual(first?.body);
    const { journal } = await sandbox.state();
    expect(journal).toMatchObject([
      {
        message: 'message not taken by the connector',
        facts: { connector: ALPHA.id, reason: `it answered ${status}` },
      },
    ]);
  });

  it('keeps what it asks until the connector is there', async () => {
    await client.register({ type: 'INTERNAL_ENRICHMENT', scope: ['IPv4-Addr'] });
    await sandbox.ask.enrichment(address.id);
    const before = connector.posted.length;

    await register({ type: 'INTERNAL_ENRICHMENT', scope: ['IPv4-Addr'] });
    await connector.until(1);

    expect(before).toBe(0);
  });

  it('asks by the mutations people use, and opens a work for each connector', async () => {
    await register({ type: 'INTERNAL_ENRICHMENT', scope: ['IPv4-Addr'] });
    const ask = `mutation A($id: ID!, $ids: [ID!]!) {
      stixCoreObjectEdit(id: $id) { askEnrichments(connectorIds: $ids) { id status event_source_id } }
    }`;

    const { data } = await client.query(ask, { id: address.id, ids: [ALPHA.id] });
    const unknown = await client.query(ask, { id: address.id, ids: ['unknown'] });
    await connector.until(1);

    expect(data).toMatchObject({
      stixCoreObjectEdit: { askEnrichments: [{ status: 'wait', event_source_id: address.id }] },
    });
    expect(unknown.errors?.[0]?.name).toBe('FUNCTIONAL_ERROR');
  });

  it('asks by itself as soon as something comes that a connector wants', async () => {
    await register({ type: 'INTERNAL_ENRICHMENT', scope: ['Domain-Name'], auto: true });

    await client.push([withId({ type: 'domain-name', value: 'new.example' })]);
    const [posted] = await connector.until(1);

    expect(posted?.body.internal).toMatchObject({ mode: 'auto', trigger: 'create' });
  });

  it('asks for what filters let through, once somebody set them', async () => {
    await register({ type: 'INTERNAL_ENRICHMENT', scope: ['Domain-Name'] });
    const filters = { mode: 'and', filters: [{ key: 'value', values: ['yes.example'] }] };
    await client.query(
      `mutation T($id: ID!, $input: [EditInput]!) {
        updateConnectorTrigger(id: $id, input: $input) { connector_trigger_filters }
      }`,
      {
        id: ALPHA.id,
        input: [{ key: 'connector_trigger_filters', value: [JSON.stringify(filters)] }],
      },
    );

    await client.push([
      withId({ type: 'domain-name', value: 'no.example' }),
      withId({ type: 'domain-name', value: 'yes.example' }),
    ]);
    const posted = await connector.until(1);

    const value = (JSON.parse(String(posted[0]?.body.event.stix_entity)) as { value: string })
      .value;
    expect(value).toBe('yes.example');
  });

  it('asks for the import of an upload, by its type', async () => {
    await register({ type: 'INTERNAL_IMPORT_FILE', scope: ['text/csv'], auto: true });

    const file = await sandbox.upload('a.csv', 'text/csv', 'a,b');
    await sandbox.upload('a.txt', 'text/plain', 'a');
    const [posted] = await connector.until(1);
    const { text } = await client.get(String(posted?.body.event.file_fetch));

    expect(posted?.body).toMatchObject({
      event: { file_id: file.id, file_mime: 'text/csv' },
      configuration: null,
    });
    expect(text).toBe('a,b');
    expect(sandbox.works()).toHaveLength(1);
  });

  it('asks for imports as people configure them', async () => {
    await register({ type: 'INTERNAL_IMPORT_FILE', scope: ['text/csv'] });
    const { id } = await sandbox.upload('a.csv', 'text/csv', 'a,b');

    await client.query(
      `mutation A($id: ID!) {
        askJobImport(fileName: $id, connectorId: "${ALPHA.id}", configuration: "{}", validationMode: draft, forceValidation: true) { id works { id } }
      }`,
      { id },
    );
    const [posted] = await connector.until(1);
    const unknown = await client.query('mutation { askJobImport(fileName: "none") { id } }');

    expect(posted?.body).toMatchObject({
      event: { validation_mode: 'draft', force_validation: true, bypass_validation: false },
      configuration: '{}',
    });
    expect(unknown.errors?.[0]?.name).toBe('FUNCTIONAL_ERROR');
  });

  it('asks for an import while it uploads', async () => {
    await register({ type: 'INTERNAL_IMPORT_FILE', scope: ['text/csv'] });

    await client.upload(
      `mutation U($file: Upload!) {
        uploadAndAskJobImport(file: $file, connectors: [{ connectorId: "${ALPHA.id}", configuration: "c" }]) { id }
      }`,
      { file: null },
      { 'variables.file': new File(['a'], 'a.csv') },
    );
    const [posted] = await connector.until(1);

    expect(posted?.body).toMatchObject({ event: { force_validation: true }, configuration: 'c' });
  });

  it('asks for exports of an entity, of a selection and of a list', async () => {
    await register({ type: 'INTERNAL_EXPORT_FILE', scope: ['application/json'] });
    const input = {
      format: 'application/json',
      exportType: 'full',
      fileMarkings: [],
      contentMaxMarkings: [],
    };

    await client.query(
      'mutation E($id: ID!, $i: StixCoreObjectExportInput!) { stixCoreObjectEdit(id: $id) { exportAsk(input: $i) { id uploadStatus } } }',
      { id: malware.id, i: input },
    );
    const exportContext = { entity_type: 'Malware' };
    const list =
      'mutation L($i: StixDomainObjectsExportAskInput!) { stixDomainObjectsExportAsk(input: $i) { id } }';
    await client.query(list, { i: { ...input, exportContext, selectedIds: [malware.id] } });
    await client.query(list, { i: { ...input, exportContext, search: 'emo', orderBy: 'name' } });
    const posted = await connector.until(3);

    expect(posted.map(({ body }) => body.event)).toMatchObject([
      { export_scope: 'single', entity_name: 'Emotet', export_type: 'full' },
      { export_scope: 'selection', selected_ids: [malware.id], entity_name: 'global' },
      { export_scope: 'query', list_params: { search: 'emo', orderBy: 'name', filters: null } },
    ]);
  });

  it('asks the first connector that takes the entity for an analysis', async () => {
    await register({ type: 'INTERNAL_ANALYSIS', scope: ['Malware'] });

    const work = await sandbox.ask.analysis(malware.id);
    const [posted] = await connector.until(1);

    expect(posted?.body.event).toMatchObject({
      event_type: 'INTERNAL_ANALYSIS',
      entity_type: 'Malware',
    });
    expect(work.status).toBe('wait');
  });

  it('asks for a step of a playbook, and takes what comes back', async () => {
    await register({ type: 'INTERNAL_ENRICHMENT', scope: ['IPv4-Addr'] });
    const step = await sandbox.askPlaybookStep(ALPHA.id, address.id);
    const [posted] = await connector.until(1);
    const { bundle } = posted?.body.event as { bundle: { objects: Record<string, unknown>[] } };
    const changed = { ...bundle, objects: [{ ...bundle.objects[0], x_opencti_score: 90 }] };
    const execute = `mutation P($e: ID!, $ev: ID!, $t: DateTime!, $d: ID!, $p: ID!, $pr: ID!, $s: ID!, $pb: String!, $b: String!) {
      playbookStepExecution(execution_id: $e, event_id: $ev, execution_start: $t, data_instance_id: $d, playbook_id: $p, previous_step_id: $pr, step_id: $s, previous_bundle: $pb, bundle: $b)
    }`;
    const variables = {
      ...{ e: step.executionId, ev: step.eventId, t: '2026-01-01T00:00:00Z', d: address.id },
      ...{ p: step.playbookId, pr: step.previousStepId, s: step.stepId },
      ...{ pb: JSON.stringify(bundle), b: JSON.stringify(changed) },
    };

    const known = await client.query(execute, variables);
    const unknown = await client.query(execute, { ...variables, s: 'unknown' });
    await sandbox.idle();

    expect(known.data).toEqual({ playbookStepExecution: true });
    expect(unknown.data).toEqual({ playbookStepExecution: false });
    expect(sandbox.playbooks()).toMatchObject([
      { status: 'executed', execution: { result: { objects: [{ x_opencti_score: 90 }] } } },
    ]);
  });

  it('says what is missing when nobody can be asked', async () => {
    await expect(sandbox.ask.enrichment(address.id)).rejects.toMatchObject({
      code: 'SANDBOX_NO_CONNECTOR',
      details: { type: 'INTERNAL_ENRICHMENT', scope: 'IPv4-Addr' },
    });
    await expect(sandbox.ask.enrichment('unknown')).rejects.toMatchObject({
      code: 'SANDBOX_NOT_FOUND',
    });
    await expect(sandbox.ask.analysis(malware.id)).rejects.toMatchObject({
      code: 'SANDBOX_NO_CONNECTOR',
    });
    await expect(sandbox.ask.import('none')).rejects.toMatchObject({ code: 'SANDBOX_NOT_FOUND' });
    await expect(sandbox.ask.export({ format: 'text/csv' })).rejects.toMatchObject({
      code: 'SANDBOX_NO_CONNECTOR',
    });
    await expect(sandbox.askPlaybookStep('none', address.id)).rejects.toMatchObject({
      code: 'SANDBOX_NOT_FOUND',
    });
  });

  it('stops while a connector does not answer', async () => {
    const silent = new CallbackConnector();
    const at = await silent.open();
    await register({ type: 'INTERNAL_ENRICHMENT', scope: ['IPv4-Addr'], listen_callback_uri: at });
    await silent.close();
    await sandbox.ask.enrichment(address.id);

    await expect(sandbox.stop()).resolves.toBeUndefined();
    await start();
  });
});
