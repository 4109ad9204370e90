import { createServer } from 'node:http';

/** The operations of a run, told by what only they carry. */
const OPERATIONS = [
  ['register', /registerConnector\s*\(/],
  ['workAdd', /workAdd\s*\(/],
  ['addExpectations', /addExpectations\s*\(/],
  ['toProcessed', /toProcessed\s*\(/],
  ['reportExpectation', /reportExpectation\s*\(/],
  ['ping', /pingConnector\s*\(/],
];

/**
 * Stands between a connector and its platform. `before` and `after` see each operation before it is
 * passed on and after it was carried out; either may take the response over, and returns true then.
 * A ping that carries a bookmark is called `save`.
 */
export async function startPlatformProxy(target) {
  const proxy = { before: () => false, after: () => false };
  const counts = new Map();
  const server = createServer(async (request, response) => {
    const chunks = [];
    for await (const chunk of request) chunks.push(chunk);
    const body = Buffer.concat(chunks);
    const operation = nameOf(body.toString('utf8'));
    const count = (counts.get(operation) ?? 0) + 1;
    counts.set(operation, count);
    const call = { operation, count, request, response };

    if (proxy.before(call)) return;
    const answer = await fetch(`${target}${request.url}`, {
      method: request.method,
      headers: pick(request.headers),
      body: body.length > 0 ? body : undefined,
    });
    const text = await answer.text();
    if (proxy.after(call)) return;
    response.writeHead(answer.status, { 'content-type': answer.headers.get('content-type') ?? '' });
    response.end(text);
  });
  await new Promise(resolve => server.listen(0, '127.0.0.1', resolve));

  return Object.assign(proxy, {
    url: `http://127.0.0.1:${server.address().port}`,
    stop() {
      server.close();
      server.closeAllConnections();
    },
  });
}

function nameOf(text) {
  const [name = 'other'] = OPERATIONS.find(([, pattern]) => pattern.test(text)) ?? [];
  if (name !== 'ping') return name;

  return /"state":"\{/.test(text) ? 'save' : 'ping';
}

function pick({ authorization, 'content-type': type }) {
  return Object.fromEntries(
    Object.entries({ authorization, 'content-type': type }).filter(([, value]) => value),
  );
}
