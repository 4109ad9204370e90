const { judge } = require('./judge.cjs');
const { readVectorFile } = require('./vector-file.cjs');

/**
 * Runs every case of a vector file.
 *
 * @param api the functions under test, under the names that src/stix and src/config export them by.
 * @returns counts, and for what did not pass, why: `failures` by case, the others by reason.
 */
function runFile(fileName, text, api) {
  const { kind, cases } = readVectorFile(fileName, text);
  const verdicts = cases.map(testCase => ({ name: testCase.name, ...judge(kind, testCase, api) }));
  const of = outcome => verdicts.filter(verdict => verdict.outcome === outcome);

  return {
    file: fileName,
    passed: of('passed').length,
    failed: of('failed').length,
    departures: of('departure').length,
    notApplicable: of('notApplicable').length,
    failures: of('failed').map(({ name, reason }) => ({ name, reason })),
    departureReasons: countByReason(of('departure')),
    notApplicableReasons: countByReason(of('notApplicable')),
  };
}

function countByReason(verdicts) {
  const counts = new Map();
  for (const { reason } of verdicts) counts.set(reason, (counts.get(reason) ?? 0) + 1);

  return [...counts].map(([reason, cases]) => ({ reason, cases }));
}

module.exports = { runFile };
