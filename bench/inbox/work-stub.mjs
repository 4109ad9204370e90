import { createServer } from 'node:http';
import { once } from 'node:events';
import { Worker, isMainThread, parentPort } from 'node:worker_threads';

/** Answers every work mutation with the id of the work, from a thread of its own. */
export class WorkStub {
  static async start() {
    const worker = new Worker(new URL(import.meta.url));
    const [port] = await once(worker, 'message');

    return new WorkStub(worker, `http://127.0.0.1:${port}`);
  }

  constructor(worker, url) {
    Object.assign(this, { worker, url });
  }

  async stop() {
    await this.worker.terminate();
  }
}

if (!isMainThread) {
  const answer = JSON.stringify({ data: { workEdit: { toReceived: 'w', toProcessed: 'w' } } });
  const server = createServer((request, response) => {
    request.resume().on('end', () => {
      response.setHeader('content-type', 'application/json');
      response.end(answer);
    });
  });
  server.listen(0, '127.0.0.1', () => parentPort.postMessage(server.address().port));
}
