const COLUMNS = [
  ['bench', 40, ({ name }) => name],
  ['n', 10, ({ n }) => number(n)],
  ['ours /s', 12, ({ ours }) => number(ours)],
  ['limit /s', 12, ({ limit }) => number(limit)],
  ['of limit', 10, ({ ratioToLimit }) => percent(ratioToLimit)],
  ['pycti /s', 12, ({ peer }) => number(peer)],
  ['times pycti', 12, ({ ratioToPeer }) => times(ratioToPeer)],
];

export function printTitle() {
  print(COLUMNS.map(([title]) => title));
}

/** Prints one result; what was not measured is a dash. */
export function printRow(result) {
  print(COLUMNS.map(([, , cell]) => cell(result)));
}

function print(cells) {
  const padded = cells.map((cell, index) => {
    const width = COLUMNS[index][1];

    return index === 0 ? cell.padEnd(width) : cell.padStart(width);
  });
  console.log(padded.join(' '));
}

function number(value) {
  return value === undefined ? '–' : Math.round(value).toLocaleString('en-US').replaceAll(',', ' ');
}

function percent(ratio) {
  return ratio === undefined ? '–' : `${Math.round(ratio * 100)} %`;
}

function times(ratio) {
  return ratio === undefined ? '–' : ratio.toFixed(1);
}
