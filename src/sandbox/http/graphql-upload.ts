import { UploadedFile } from '../files/uploaded-file.js';
import { readMultipart, UnreadableBody, type BodyPart } from './multipart-body.js';

/** Largest field that is no file. @see `graphql-upload`, `maxFieldSize` */
const MAX_FIELD_BYTES = 1_000_000;

type Members = Readonly<Record<string, unknown>>;

/**
 * Reads a GraphQL request whose variables hold files: the operation, the map that says where the
 * files belong, then the files.
 *
 * @throws UnreadableBody
 * @see the GraphQL multipart request convention, by Jayden Seric
 */
export function readUpload(body: Buffer, contentType: string): unknown {
  const parts = readMultipart(body, contentType);
  const operations: unknown = jsonField(parts, 'operations');
  const map = jsonField(parts, 'map');
  if (!isObject(operations)) throw new UnreadableBody('Invalid type for the "operations" field');
  if (!isObject(map)) throw new UnreadableBody('Invalid type for the "map" field');

  for (const [key, paths] of Object.entries(map)) {
    const part = parts.find(({ name, fileName }) => name === key && fileName !== undefined);
    if (!part) throw new UnreadableBody('File missing in the request.');
    const file = new UploadedFile(part.fileName ?? '', part.bytes);
    if (!Array.isArray(paths)) throw new UnreadableBody('Invalid type for the "map" field');
    for (const path of paths) place(operations, String(path).split('.'), file);
  }

  return operations;
}

/** Puts a file where a null stands; nothing that is not there already is made or followed. */
function place(target: Members, path: readonly string[], file: UploadedFile): void {
  const last = path.at(-1) ?? '';
  let holder: unknown = target;
  for (const step of path.slice(0, -1)) holder = ownMember(holder, step);
  if (ownMember(holder, last) !== null) {
    throw new UnreadableBody(`Invalid object path for the "map" field: "${path.join('.')}"`);
  }
  (holder as Record<string, unknown>)[last] = file;
}

function ownMember(holder: unknown, name: string): unknown {
  const isHolder = typeof holder === 'object' && holder !== null && Object.hasOwn(holder, name);

  return isHolder ? (holder as Members)[name] : undefined;
}

function jsonField(parts: readonly BodyPart[], field: string): unknown {
  const part = parts.find(({ name }) => name === field);
  if (!part) throw new UnreadableBody(`Missing multipart field "${field}"`);
  if (part.bytes.length > MAX_FIELD_BYTES) {
    throw new UnreadableBody(`The "${field}" multipart field value exceeds the size limit`);
  }
  try {
    return JSON.parse(part.bytes.toString('utf8')) as unknown;
  } catch {
    throw new UnreadableBody(`Invalid JSON in the "${field}" multipart field`);
  }
}

function isObject(value: unknown): value is Members {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
