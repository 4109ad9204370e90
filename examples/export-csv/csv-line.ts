/** What makes a spreadsheet take a cell for a formula. */
const FORMULA = /^[\s\0]*[=+\-@\t\r\uff1d\uff0b\uff0d\uff20]/;
const NUMBER = /^[+-]?\d+([.,]\d+)?$/;

/** A line of CSV: every cell quoted, and none of them a formula. */
export function csvLine(cells: Iterable<string>, delimiter: string): string {
  return `${[...cells].map(quoted).join(delimiter)}\r\n`;
}

function quoted(cell: string): string {
  return `"${disarmed(cell.replaceAll('\0', '')).replaceAll('"', '""')}"`;
}

/** Text that a spreadsheet would calculate is shown as text; numbers stay numbers. */
function disarmed(cell: string): string {
  return FORMULA.test(cell) && !NUMBER.test(cell) ? `'${cell}` : cell;
}
