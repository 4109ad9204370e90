import type { IncomingMessage } from 'node:http';

/** One part of a multipart body. */
export interface FormPart {
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

/** Reads a request to its end and takes its multipart body apart, as RFC 7578 writes it. */
export async function readForm(request: IncomingMessage): Promise<FormPart[]> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);

  return partsOf(Buffer.concat(chunks), request.headers['content-type']);
}

function partsOf(body: Buffer, contentType = ''): FormPart[] {
  const boundary = /^multipart\/form-data; boundary=([\w-]+)$/.exec(contentType)?.[1];
  if (boundary === undefined) throw new Error(`no multipart: ${contentType}`);
  const parts: FormPart[] = [];
  let at = body.indexOf(`--${boundary}\r\n`);
  for (;;) {
    const start = at + boundary.length + 4;
    const end = body.indexOf(`\r\n--${boundary}`, start);
    if (at < 0 || end < 0) throw new Error('a part has no end');
    parts.push(partOf(body.subarray(start, end)));
    at = end + 2;
    if (body.subarray(at).equals(Buffer.from(`--${boundary}--\r\n`))) return parts;
  }
}

function partOf(part: Buffer): FormPart {
  const headEnd = part.indexOf('\r\n\r\n');
  const lines = part.toString('utf8', 0, headEnd).split('\r\n');
  const headers = lines.map(line => {
    const colon = line.indexOf(':');
    return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()] as const;
  });

  return { headers: Object.fromEntries(headers), body: part.subarray(headEnd + 4) };
}
