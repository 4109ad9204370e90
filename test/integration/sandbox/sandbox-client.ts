import type { Sandbox } from '../../../src/sandbox/index.js';

/** A reply as it came. */
export interface RawReply {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

/** A GraphQL reply. */
export interface Reply {
  readonly data?: Record<string, never> | null;
  readonly errors?: { name: string; message: string; extensions: Record<string, unknown> }[];
}

/** Talks to a sandbox as any client would, with nothing of ours between. */
export class SandboxClient {
  constructor(
    private readonly sandbox: Sandbox,
    private readonly token: string = sandbox.token,
  ) {}

  /** Sends a GraphQL request. */
  async query(
    query: string,
    variables: Record<string, unknown> = {},
    headers: Record<string, string> = {},
  ): Promise<Reply> {
    const { text } = await this.post(JSON.stringify({ query, variables }), headers);

    return JSON.parse(text) as Reply;
  }

  /** Sends any body to the GraphQL endpoint. */
  async post(body: string | Buffer, headers: Record<string, string> = {}): Promise<RawReply> {
    return this.fetch('/graphql', {
      method: 'POST',
      body,
      headers: {
        authorization: `Bearer ${this.token}`,
        'content-type': 'application/json',
        ...headers,
      },
    });
  }

  /** Sends anything anywhere. */
  async fetch(path: string, init: RequestInit = {}): Promise<RawReply> {
    const reply = await fetch(this.sandbox.url + path, init);

    return { status: reply.status, headers: reply.headers, text: await reply.text() };
  }

  /** Sends a GraphQL request whose variables hold files, by path. */
  async upload(
    query: string,
    variables: Record<string, unknown>,
    files: Record<string, File>,
    headers: Record<string, string> = {},
  ): Promise<Reply> {
    const form = new FormData();
    form.append('operations', JSON.stringify({ query, variables }));
    const paths = Object.keys(files).map((path, index) => [String(index), [path]] as const);
    form.append('map', JSON.stringify(Object.fromEntries(paths)));
    for (const [index, file] of Object.values(files).entries()) form.append(String(index), file);
    const { text } = await this.fetch('/graphql', {
      method: 'POST',
      body: form,
      headers: { authorization: `Bearer ${this.token}`, ...headers },
    });

    return JSON.parse(text) as Reply;
  }

  /** Gets something with the token. */
  async get(path: string, headers: Record<string, string> = {}): Promise<RawReply> {
    return this.fetch(path, { headers: { authorization: `Bearer ${this.token}`, ...headers } });
  }

  /** Presses a button of the sandbox. */
  async press(path: string, body: unknown = {}, method = 'POST'): Promise<RawReply> {
    return this.fetch(`/sandbox/api/${path}`, {
      method,
      body: method === 'POST' ? JSON.stringify(body) : undefined,
      headers: {
        authorization: `Bearer ${this.token}`,
        ...(method === 'POST' && { 'content-type': 'application/json' }),
      },
    });
  }

  /** Registers a connector. */
  async register(input: Record<string, unknown> = {}): Promise<Reply> {
    return this.query(REGISTER, { input: { ...ALPHA, ...input } });
  }

  /** Pings. */
  async ping(state: string | null, id: string = ALPHA.id): Promise<Reply> {
    return this.query(PING, { id, state, connectorInfo: INFO });
  }

  /** Opens a work. */
  async openWork(name = 'run', connectorId: string = ALPHA.id): Promise<string> {
    const reply = await this.query(
      'mutation workAdd($c: String!, $n: String) { workAdd(connectorId: $c, friendlyName: $n) { id } }',
      { c: connectorId, n: name },
    );

    return (reply.data as unknown as { workAdd: { id: string } }).workAdd.id;
  }

  /** Changes a work: `edit(id, 'toProcessed(message: "done")')`. */
  async edit(id: string, field: string): Promise<Reply> {
    return this.query(`mutation edit($id: ID!) { workEdit(id: $id) { ${field} } }`, { id });
  }

  /** Pushes a bundle. */
  async push(objects: unknown, workId?: string, connectorId: string = ALPHA.id): Promise<Reply> {
    const bundle = JSON.stringify({ type: 'bundle', id: 'bundle--1', objects });

    return this.query(PUSH, { connectorId, bundle, work_id: workId });
  }
}

/** The connector of the tests. */
export const ALPHA = {
  id: 'b0000000-0000-4000-8000-0000000000aa',
  name: 'Alpha',
  type: 'EXTERNAL_IMPORT',
  scope: ['vulnerability'],
  auto: false,
  auto_update: false,
  enrichment_resolution: 'none',
  only_contextual: false,
  playbook_compatible: false,
  listen_callback_uri: null,
};

const INFO = {
  run_and_terminate: false,
  buffering: false,
  queue_threshold: 500,
  queue_messages_size: 0,
  next_run_datetime: null,
  last_run_datetime: null,
};

const REGISTER = `
  mutation RegisterConnector($input: RegisterConnectorInput) {
    registerConnector(input: $input) {
      id
      connector_state
      connector_user_id
      config {
        connection { host vhost use_ssl port user pass }
        s3 { endpoint port use_ssl bucket_name bucket_region access_key secret_key }
        listen listen_routing listen_exchange push push_routing push_exchange
      }
    }
  }`;

const PING = `
  mutation PingConnector($id: ID!, $state: String, $connectorInfo: ConnectorInfoInput) {
    pingConnector(id: $id, state: $state, connectorInfo: $connectorInfo) {
      id
      connector_state
      connector_info {
        run_and_terminate buffering queue_threshold queue_messages_size
        next_run_datetime last_run_datetime
      }
    }
  }`;

const PUSH = `
  mutation StixBundle($connectorId: String!, $bundle: String!, $work_id: String) {
    stixBundlePush(connectorId: $connectorId, bundle: $bundle, work_id: $work_id)
  }`;
