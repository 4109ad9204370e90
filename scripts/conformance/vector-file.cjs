const KINDS = [
  require('./canonical-json.cjs'),
  require('./ids.cjs'),
  require('./sco-ids.cjs'),
  require('./splitter.cjs'),
  require('./tlp.cjs'),
];

/** A vector file that can't be understood; its message is for people. */
class MalformedVectorFile extends Error {}

/**
 * Reads a vector file and finds out of which kind it is: by its name, or by what its cases look like.
 *
 * @param fileName for messages and for the kind.
 * @throws MalformedVectorFile
 */
function readVectorFile(fileName, text) {
  const document = parse(fileName, text);
  const cases = document?.cases;
  if (!Array.isArray(cases)) throw malformed(fileName, 'has no list of "cases"');

  cases.forEach((testCase, index) => {
    const isCase = Object(testCase) === testCase && typeof testCase.name === 'string';
    if (!isCase) throw malformed(fileName, `has a case without a "name": number ${index + 1}`);
    const missing = ['input', 'output'].find(member => !(member in testCase));
    if (missing) throw malformed(fileName, `has a case without "${missing}": ${testCase.name}`);
  });

  return { kind: kindOf(fileName, cases), cases };
}

function parse(fileName, text) {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw malformed(fileName, `is not JSON: ${error.message}`);
  }
}

function kindOf(fileName, cases) {
  const kind =
    KINDS.find(({ name }) => fileName.startsWith(name)) ??
    KINDS.find(({ recognises }) => cases.length > 0 && cases.every(recognises));
  if (kind) return kind;

  const known = KINDS.map(({ name }) => `${name}.json`).join(', ');
  throw malformed(fileName, `is of no known kind; its name should be one of ${known}`);
}

function malformed(fileName, problem) {
  return new MalformedVectorFile(`${fileName} ${problem}`);
}

module.exports = { MalformedVectorFile, readVectorFile };
