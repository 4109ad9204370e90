import { createServer } from 'node:http';

const PAGE = 20;

/** A source of numbers, 20 a page. `onRequest` may take a request over; it returns true then. */
export async function startSource(total) {
  const source = { onRequest: () => false, requests: 0 };
  const server = createServer((request, response) => {
    source.requests += 1;
    const from = Number(new URL(request.url, 'http://source').searchParams.get('from'));
    const next = Math.min(from + PAGE, total);
    const items = Array.from({ length: next - from }, (_, index) => from + index);
    const body = JSON.stringify({ items, next, more: next < total });
    if (source.onRequest({ request, response, body, count: source.requests })) return;
    response.writeHead(200, { 'content-type': 'application/json' });
    response.end(body);
  });
  await new Promise(resolve => server.listen(0, '127.0.0.1', resolve));

  return Object.assign(source, {
    url: `http://127.0.0.1:${server.address().port}`,
    stop() {
      server.close();
      server.closeAllConnections();
    },
  });
}
