/** V8 quotes this many characters on each side of the one that it did not expect. */
const CONTEXT = 10;

/**
 * Where in a text `JSON.parse` gave up. V8 names the position for some errors, the end for others,
 * and else quotes what stands around it, with dots where it cut.
 *
 * @returns undefined when its message does not tell
 * @see V8 `src/json/json-parser.cc`, `JsonParser::CalculateFileLocation` and `LookUpErrorMessage`
 */
export function jsonPosition(text: string, { message }: Error): number | undefined {
  const named = /at position (\d+)/.exec(message)?.[1];
  if (named !== undefined) return Number(named);
  if (message.includes('end of JSON input')) return text.length;
  const quote = /^Unexpected token '([\s\S]+?)', (\.{3})?"([\s\S]*)"(\.{3})? is not/.exec(message);
  if (!quote) return undefined;

  const [, token = '', dotsBefore, quoted = '', dotsAfter] = quote;
  if (dotsBefore && dotsAfter) return text.indexOf(quoted) + CONTEXT;
  if (dotsBefore) return text.length - quoted.length + CONTEXT;
  if (dotsAfter) return quoted.length - CONTEXT;
  const first = text.indexOf(token);

  return first === text.lastIndexOf(token) ? first : undefined;
}
