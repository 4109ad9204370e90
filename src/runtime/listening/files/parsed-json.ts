import { RequestError } from '../../../errors/index.js';

/**
 * The value of a JSON text.
 *
 * @param line where it stands in the file, when it is not the whole of it.
 * @throws RequestError `REQUEST_FILE_MALFORMED`
 */
export function parsedJson(text: string, file: string, line?: number): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    // The engine's own words may quote the file.
    const facts = { file, reason: 'it is no JSON', ...(line !== undefined && { line }) };
    throw new RequestError('REQUEST_FILE_MALFORMED', facts, { cause: error });
  }
}
