import { createReadStream } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';

/**
 * Plays the source of an example, or the sink it writes to: answers what the scenario says, path by
 * path (where the path names a query, for requests whose query holds all of it), and 404 to the rest.
 *
 * @param {Record<string, { status?: number, headers?: Record<string, string>, body?: unknown, file?: string }>} answers
 * @param {string} folder where the files of the answers are
 */
export async function playSource(answers, folder) {
  const received = [];
  const server = createServer((request, response) => {
    const url = new URL(request.url, 'http://source.invalid');
    const { pathname } = url;
    const answer = answerTo(url, answers) ?? { status: 404 };
    received.push(`${request.method} ${pathname}`);
    request.resume().on('end', () => {
      const type = answer.file === undefined ? 'application/json' : 'application/octet-stream';
      response.writeHead(answer.status ?? 200, { 'content-type': type, ...answer.headers });
      if (answer.file !== undefined) createReadStream(join(folder, answer.file)).pipe(response);
      else
        response.end(typeof answer.body === 'string' ? answer.body : JSON.stringify(answer.body));
    });
  });
  await new Promise(resolve => server.listen(0, '127.0.0.1', resolve));

  return {
    url: `http://127.0.0.1:${server.address().port}`,
    received,
    async stop() {
      server.closeAllConnections();
      await new Promise(resolve => server.close(resolve));
    },
  };
}

/** Of several answers that fit, the one that names most of the query. */
function answerTo(asked, answers) {
  const fitting = Object.entries(answers)
    .map(([path, answer]) => ({ given: new URL(path, asked), answer }))
    .filter(
      ({ given }) =>
        given.pathname === asked.pathname &&
        [...given.searchParams].every(([name, value]) => asked.searchParams.get(name) === value),
    )
    .sort((one, other) => other.given.searchParams.size - one.given.searchParams.size);

  return fitting[0]?.answer;
}
