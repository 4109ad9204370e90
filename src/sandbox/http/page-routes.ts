import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { FastifyInstance, FastifyReply } from 'fastify';

/** The page's own files, and where its graph comes from. */
const PAGE = join(__dirname, '..', 'page');
const GRAPH_LIBRARY = join(dirname(require.resolve('cytoscape')), 'cytoscape.esm.min.mjs');

/** Scripts, styles and data come from the sandbox alone, and none is written into the page. */
const POLICY = [
  "default-src 'self'",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

const TYPES: Readonly<Record<string, string>> = {
  css: 'text/css; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  svg: 'image/svg+xml',
};

/** Adds the page by which people look into a sandbox. It holds no data and no token: anyone may have it. */
export function addPageRoutes(server: FastifyInstance): void {
  const home = (_request: unknown, reply: FastifyReply): Promise<FastifyReply> =>
    send(reply, join(PAGE, 'index.html'), 'text/html; charset=utf-8');

  server.get('/', home);
  server.get('/sandbox', home);
  server.get('/sandbox/page/cytoscape.js', (_request, reply) =>
    send(reply, GRAPH_LIBRARY, TYPES.js ?? ''),
  );
  server.get<{ Params: { name: string } }>('/sandbox/page/:name', (request, reply) => {
    const { name } = request.params;
    const [, extension = ''] = /^[a-z][a-z-]*\.(js|css|svg)$/.exec(name) ?? [];
    const type = TYPES[extension];

    return type === undefined ? notFound(reply) : send(reply, join(PAGE, name), type);
  });
}

async function send(reply: FastifyReply, path: string, type: string): Promise<FastifyReply> {
  const content = await readFile(path).catch(() => undefined);
  if (content === undefined) return notFound(reply);

  return reply
    .type(type)
    .header('content-security-policy', POLICY)
    .header('referrer-policy', 'no-referrer')
    .header('cache-control', 'no-cache')
    .send(content);
}

function notFound(reply: FastifyReply): FastifyReply {
  return reply.code(404).send({ status: 'error', error: 'No such file of the page' });
}
