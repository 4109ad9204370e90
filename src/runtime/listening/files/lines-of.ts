import { RequestError } from '../../../errors/index.js';

const MAX_LENGTH = 10_000_000;
const LINE_END = /\r\n|\n|\r/;

/** How {@link linesOf} reads. */
export interface LinesOptions {
  /** Name of the file, for an error. */
  readonly file: string;
  /** The longest line taken, in characters. Default 10 million. */
  readonly maxLength?: number;
}

/**
 * Cuts text into lines as it comes, without their ends (`\n`, `\r\n` or `\r`). An empty line at the
 * end of the text is none.
 *
 * @throws RequestError `REQUEST_FILE_MALFORMED` when a line is too long.
 */
export async function* linesOf(
  text: AsyncIterable<string>,
  { file, maxLength = MAX_LENGTH }: LinesOptions,
): AsyncGenerator<string, void> {
  let rest = '';
  let line = 1;

  for await (const part of text) {
    // Half of a \r\n may have come; it is looked at with what follows.
    const lines = (rest + part).split(LINE_END);
    const isCut = (rest + part).endsWith('\r');
    rest = lines.pop() ?? '';
    if (isCut) rest = `${lines.pop() ?? ''}\r`;
    for (const each of lines) {
      yield within(each, file, line, maxLength);
      line += 1;
    }
    within(rest, file, line, maxLength);
  }
  if (rest !== '') yield within(rest.replace(/\r$/, ''), file, line, maxLength);
}

function within(text: string, file: string, line: number, maxLength: number): string {
  if (text.length <= maxLength) return text;

  const reason = `the line is longer than ${maxLength} characters`;
  throw new RequestError('REQUEST_FILE_MALFORMED', { file, line, reason });
}
