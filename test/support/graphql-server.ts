import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http';
import { scriptedServer, type Answer, type ScriptedServer } from '../road/scripted-server.js';

/** One GraphQL request as it came over the wire. */
export interface GraphqlRequest {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly operation: string;
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
}

/** A server that reads GraphQL requests and answers as a test says. */
export interface GraphqlServer extends ScriptedServer {
  readonly asked: readonly GraphqlRequest[];
}

/** Starts one, which does this with each request, once its body is read. */
export async function graphqlServer(answer: Answer): Promise<GraphqlServer> {
  const asked: GraphqlRequest[] = [];
  const server: ScriptedServer = await scriptedServer((request, response) => {
    void readBody(request).then(body => {
      const { query, variables } = JSON.parse(body) as GraphqlRequest;
      const operation = /(?:query|mutation)\s+(\w+)/.exec(query)?.[1] ?? '';
      const { url: path = '', headers } = request;
      asked.push({ path, headers, operation, query, variables });
      wrapped.answer(request, response);
    });
  });
  const wrapped = { ...server, asked, answer };

  return wrapped;
}

/** Answers with the `data` of a GraphQL answer. */
export function data(value: unknown): Answer {
  return (_request: IncomingMessage, response: ServerResponse) => {
    response.setHeader('content-type', 'application/json; charset=utf-8');
    response.end(JSON.stringify({ data: value }));
  };
}

/** Answers with GraphQL errors, and 200 as OpenCTI does. */
export function errors(...list: readonly { code: string; message: string }[]): Answer {
  const body = {
    errors: list.map(({ code, message }) => ({ message, name: code, extensions: { code } })),
    data: null,
  };

  return (_request: IncomingMessage, response: ServerResponse) => {
    response.setHeader('content-type', 'application/json; charset=utf-8');
    response.end(JSON.stringify(body));
  };
}

async function readBody(request: IncomingMessage): Promise<string> {
  let body = '';
  for await (const chunk of request.setEncoding('utf8')) body += chunk;

  return body;
}
