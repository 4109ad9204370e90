import { createServer } from 'node:http';

/**
 * The target system of a stream connector. It keeps what it accepted, in the order in which it did,
 * and can answer as badly as real ones do.
 */
export async function startSink() {
  const sink = { accepted: [], onRequest: () => false, onAccepted: () => undefined };
  const server = createServer(async (request, response) => {
    const chunks = [];
    for await (const chunk of request) chunks.push(chunk);
    if (sink.onRequest(response)) return;
    const event = JSON.parse(Buffer.concat(chunks).toString('utf8'));
    sink.accepted.push(event);
    response.end('{}');
    sink.onAccepted(event);
  });
  await new Promise(resolve => server.listen(0, '127.0.0.1', resolve));

  return Object.assign(sink, {
    url: `http://127.0.0.1:${server.address().port}/events`,
    stop() {
      server.close();
      server.closeAllConnections();
    },
  });
}
