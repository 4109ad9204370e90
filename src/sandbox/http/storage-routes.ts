import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Faults } from '../controls/faults.js';
import type { ByteRange } from '../files/file-contents.js';
import type { FileStore } from '../files/file-store.js';
import { mimeTypeOf } from '../files/mime-type.js';
import type { StoredFile } from '../files/stored-file.js';
import type { Users } from '../users/users.js';
import { userOf } from './requesting-user.js';

/** What the storage routes work on and with. */
export interface StorageSurroundings {
  readonly state: { readonly users: Users; readonly files: FileStore };
  readonly faults: Faults;
}

/** What a file that a browser shows may do: nothing. @see OpenCTI `http/httpPlatform.js` */
const SANDBOX_POLICY = "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:";

/** Adds the routes by which files are read. @see OpenCTI `http/httpPlatform.js` */
export function addStorageRoutes(server: FastifyInstance, surroundings: StorageSurroundings): void {
  server.get<{ Params: { '*': string } }>('/storage/get/*', (request, reply) =>
    answer(request, reply, surroundings, file =>
      reply
        .type(mimeTypeOf(file.name))
        .header('content-disposition', `attachment; ${fileNameOf(file)}`),
    ),
  );

  server.get<{ Params: { '*': string } }>('/storage/view/*', (request, reply) =>
    answer(request, reply, surroundings, file =>
      reply
        .type(file.mimeType)
        .header('content-disposition', `inline; ${fileNameOf(file)}`)
        .header('content-security-policy', SANDBOX_POLICY),
    ),
  );
}

function answer(
  request: FastifyRequest<{ Params: { '*': string } }>,
  reply: FastifyReply,
  surroundings: StorageSurroundings,
  describe: (file: StoredFile) => FastifyReply,
): FastifyReply {
  if (!userOf(request.headers, surroundings)) {
    return reply.code(403).type('text/plain; charset=utf-8').send('Forbidden');
  }
  const { files } = surroundings.state;
  const file = files.get(request.params['*']);
  if (!file) {
    return reply.code(503).send({ status: 'error', error: 'File not found or restricted' });
  }
  describe(file).header('accept-ranges', 'bytes');
  const range = rangeOf(request.headers.range, file.size);
  if (range === 'none') {
    return reply.code(416).header('content-range', `bytes */${file.size}`).send();
  }
  if (!range) return reply.header('content-length', file.size).send(files.open(file));

  return reply
    .code(206)
    .header('content-range', `bytes ${range.start}-${range.end}/${file.size}`)
    .header('content-length', range.end - range.start + 1)
    .send(files.open(file, range));
}

/**
 * The part of a file that is asked for: undefined for all of it, which is also given to who asks for
 * several parts at once; `none` for a part that is not there.
 *
 * @see RFC 9110 section 14
 */
export function rangeOf(header: string | undefined, size: number): ByteRange | 'none' | undefined {
  const asked = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(header ?? '');
  if (!asked) return undefined;
  const [, first = '', last = ''] = asked;
  if (first === '' && last === '') return undefined;
  const start = first === '' ? Math.max(size - Number(last), 0) : Number(first);
  const end = first === '' || last === '' ? size - 1 : Math.min(Number(last), size - 1);

  return start > end ? 'none' : { start, end };
}

/** The name for a browser to save under, with and without the characters that old ones can't read. */
function fileNameOf({ name }: StoredFile): string {
  const plain = name.replace(/[^\x20-\x7e]|["\\]/g, '_');
  const encoded = encodeURIComponent(name).replace(
    /['()*]/g,
    char => `%${char.charCodeAt(0).toString(16).toUpperCase()}`,
  );

  return `filename="${plain}"; filename*=UTF-8''${encoded}`;
}
