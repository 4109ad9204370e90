const { isDeepStrictEqual } = require('node:util');

/**
 * What became of one case.
 *
 * - `passed`: our result is the expected one.
 * - `departure`: it differs on purpose; `reason` is a heading of docs/reference/departures.md.
 * - `notApplicable`: there is nothing here to compare; `reason` says why.
 * - `failed`: anything else; `reason` shows both results.
 */
function judge(kind, testCase, api) {
  const verdict = attempt(() => kind.run(testCase, { ...api, isEqual }));
  if (verdict.notApplicable) return { outcome: 'notApplicable', reason: verdict.notApplicable };
  if (verdict.unknown) return { outcome: 'failed', reason: `no mapping for ${verdict.unknown}` };
  if (verdict.optional) return judgeOptional(verdict, testCase, api);

  const expected = verdict.expected ?? testCase.output;
  if (agrees(verdict, expected, api)) return { outcome: 'passed' };
  if (verdict.departure) return { outcome: 'departure', reason: verdict.departure };

  return { outcome: 'failed', reason: difference(verdict, expected) };
}

/** A case that need not agree passes when it does, and is not applicable when it does not. */
function judgeOptional({ optional, attempt: run }, { output }, api) {
  const verdict = attempt(() => ({ actual: run() }));
  if (agrees(verdict, output, api)) return { outcome: 'passed' };

  return { outcome: 'notApplicable', reason: `tag ${optional}` };
}

function attempt(run) {
  try {
    return run();
  } catch (error) {
    return { error };
  }
}

/** Where an error is expected, it has to be one of ours, with a code: a crash is no refusal. */
function agrees({ actual, error }, expected, { ConnectorError }) {
  if (isExpectedError(expected)) return error instanceof ConnectorError;

  return error === undefined && isEqual(actual, expected);
}

function isExpectedError(expected) {
  return typeof expected === 'object' && expected !== null && typeof expected.error === 'string';
}

/** Compares as JSON does: -0 is 0, an undefined member is absent, classes do not matter. */
function isEqual(actual, expected) {
  return isDeepStrictEqual(asJson(actual), asJson(expected));
}

function asJson(value) {
  return value === undefined ? undefined : JSON.parse(JSON.stringify(value));
}

function difference({ actual, error }, expected) {
  const got = error === undefined ? show(actual) : `${error.code ?? error.name}: ${error.message}`;

  return `expected ${show(expected)}, got ${got}`;
}

function show(value) {
  const text = JSON.stringify(value) ?? 'nothing';

  return text.length > 300 ? `${text.slice(0, 300)}…` : text;
}

module.exports = { judge };
