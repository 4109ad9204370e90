/** MIME type of what has no known extension. */
const UNKNOWN = 'application/octet-stream';

const BY_EXTENSION: ReadonlyMap<string, string> = new Map(
  Object.entries({
    csv: 'text/csv',
    doc: 'application/msword',
    docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
    eml: 'message/rfc822',
    gif: 'image/gif',
    gz: 'application/gzip',
    htm: 'text/html',
    html: 'text/html',
    jpeg: 'image/jpeg',
    jpg: 'image/jpeg',
    json: 'application/json',
    md: 'text/markdown',
    ndjson: 'application/x-ndjson',
    pdf: 'application/pdf',
    png: 'image/png',
    svg: 'image/svg+xml',
    tsv: 'text/tab-separated-values',
    txt: 'text/plain',
    xls: 'application/vnd.ms-excel',
    xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    xml: 'application/xml',
    yaml: 'text/yaml',
    yar: 'text/yara+plain',
    yara: 'text/yara+plain',
    yml: 'text/yaml',
    zip: 'application/zip',
  }),
);

/**
 * The MIME type of a file, told by its name: what a client says of it is not looked at.
 *
 * @see OpenCTI `database/file-storage.ts`, `guessMimeType`
 */
export function mimeTypeOf(name: string): string {
  const extension = /\.([^.]+)$/.exec(name)?.[1]?.toLowerCase();
  if (extension === undefined) return name === 'pdf_report' ? 'application/pdf' : UNKNOWN;

  return BY_EXTENSION.get(extension) ?? UNKNOWN;
}

/** The extension that files of a MIME type have, without the dot. */
export function extensionOf(mimeType: string): string {
  for (const [extension, known] of BY_EXTENSION) {
    if (known === mimeType) return extension;
  }

  return /\/(?:[^/]*[+-])?([a-z0-9]+)/.exec(mimeType)?.[1] ?? 'bin';
}
