import { SkippableError } from 'octiflow';
import { getDocumentProxy } from 'unpdf';

/** The largest PDF that is taken: its index is at its end, so it is read as a whole. */
const MAX_BYTES = 100_000_000;

/**
 * The text of a PDF, page by page.
 *
 * @throws SkippableError when it is none, is locked, or is too large
 */
export async function* pdfText(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  const pdf = await opened(await gathered(bytes));
  try {
    for (let number = 1; number <= pdf.numPages; number += 1) {
      const page = await pdf.getPage(number);
      const { items } = await page.getTextContent();
      yield `${items.map(item => ('str' in item ? `${item.str}${item.hasEOL ? '\n' : ''}` : '')).join('')}\n`;
      page.cleanup();
    }
  } finally {
    await pdf.destroy();
  }
}

async function opened(data: Uint8Array): ReturnType<typeof getDocumentProxy> {
  try {
    return await getDocumentProxy(data);
  } catch (error) {
    throw new SkippableError(`the PDF can't be read: ${String(error)}`, { cause: error });
  }
}

async function gathered(bytes: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of bytes) {
    size += chunk.length;
    if (size > MAX_BYTES) throw new SkippableError(`the PDF is larger than ${MAX_BYTES} bytes`);
    chunks.push(chunk);
  }

  return new Uint8Array(Buffer.concat(chunks));
}
