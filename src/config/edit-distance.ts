/**
 * How many single-letter slips (one left out, one too many, one wrong, two swapped) lie between two
 * words; `limit + 1` as soon as there are more than `limit`.
 *
 * @see Damerau's distance in its restricted form (optimal string alignment)
 */
export function editDistance(left: string, right: string, limit: number): number {
  if (Math.abs(left.length - right.length) > limit) return limit + 1;
  let beforeLast: number[] = [];
  let last = Array.from({ length: right.length + 1 }, (_, column) => column);

  for (let row = 1; row <= left.length; row += 1) {
    const current = [row];
    for (let column = 1; column <= right.length; column += 1) {
      const isSame = left[row - 1] === right[column - 1];
      const isSwapped = left[row - 1] === right[column - 2] && left[row - 2] === right[column - 1];
      const slips = [
        cell(last, column) + 1,
        cell(current, column - 1) + 1,
        cell(last, column - 1) + (isSame ? 0 : 1),
        ...(isSwapped ? [cell(beforeLast, column - 2) + 1] : []),
      ];
      current.push(Math.min(...slips));
    }
    if (Math.min(...current) > limit) return limit + 1;
    [beforeLast, last] = [last, current];
  }

  return Math.min(cell(last, right.length), limit + 1);
}

/** The word of a list that was probably meant; undefined where none is near. */
export function nearest(word: string, candidates: readonly string[]): string | undefined {
  const limit = slipsAllowed(word.length);
  let best: string | undefined;
  let least = limit + 1;
  for (const candidate of candidates) {
    const distance = editDistance(word.toLowerCase(), candidate.toLowerCase(), limit);
    if (distance < least) [best, least] = [candidate, distance];
  }

  return best;
}

/** Short words are near to too many others. */
function slipsAllowed(length: number): number {
  if (length < 3) return 0;

  return length < 8 ? 1 : 2;
}

function cell(row: readonly number[], column: number): number {
  return row[column] ?? Number.POSITIVE_INFINITY;
}
