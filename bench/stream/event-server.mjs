import { createServer } from 'node:http';

/** Bytes of one event's data. */
const SIZE = 2_048;
const ENTITIES = 1_000;

/** A server on loopback that sends `count` events as fast as they are taken, then heartbeats. */
export async function startEventServer(count) {
  const server = createServer((request, response) => void send(response, count));
  await new Promise(resolve => server.listen(0, '127.0.0.1', resolve));

  return {
    url: `http://127.0.0.1:${server.address().port}`,
    stop() {
      server.closeAllConnections();
      return new Promise(resolve => server.close(resolve));
    },
  };
}

async function send(response, count) {
  response.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8' });
  for (let from = 0; from < count && !response.destroyed; from += 50) {
    let text = '';
    for (let n = from; n < Math.min(from + 50, count); n++) text += frameOf(n);
    if (!response.write(text)) {
      await new Promise(resolve => {
        const done = () => response.off('drain', done).off('close', done) && resolve();
        response.on('drain', done).on('close', done);
      });
    }
  }
  response.end(`id: 1700000099999-0\nevent: heartbeat\ndata: "2026-01-01T00:00:00.000Z"\n\n`);
}

function frameOf(n) {
  const id = `indicator--00000000-0000-4000-8000-${String(n % ENTITIES).padStart(12, '0')}`;
  const data = { id, type: 'indicator', spec_version: '2.1', name: `event ${n}`, description: '' };
  const payload = { version: '4', type: 'create', scope: 'external', message: 'creates', data };
  data.description = 'x'.repeat(SIZE - JSON.stringify(payload).length);

  return `id: ${1_700_000_000_000 + n}-0\nevent: create\ndata: ${JSON.stringify(payload)}\n\n`;
}
