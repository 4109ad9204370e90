import { BundleError } from '../../errors/index.js';
import type { Comparison, ComparisonOperator, PatternValue } from './comparison.js';
import { readObjectPath } from './object-path.js';
import { TokenReader } from './token-reader.js';

/** What was found in a STIX pattern. */
export interface PatternReading {
  /** Every comparison, in the order of the text, whatever joins them. Empty when there is a problem. */
  readonly comparisons: readonly Comparison[];
  /** How many observations, in square brackets, the pattern has. */
  readonly observations: number;
  /** Why the text is no pattern. */
  readonly problem?: string;
}

/**
 * Reads a STIX pattern. It never throws; what is no pattern gives a problem. The time grows with the
 * length of the text, and brackets may stand in each other as deep as they like.
 *
 * @see STIX 2.1 section 9
 */
export function readPattern(pattern: unknown): PatternReading {
  if (typeof pattern !== 'string') {
    return { comparisons: [], observations: 0, problem: 'it is not text' };
  }

  try {
    return readObservations(new TokenReader(pattern));
  } catch (thrown) {
    if (!(thrown instanceof BundleError)) throw thrown;

    return { comparisons: [], observations: 0, problem: String(thrown.details.problem) };
  }
}

function readObservations(reader: TokenReader): PatternReading {
  const comparisons: Comparison[] = [];
  let observations = 0;
  let open = 0;
  for (;;) {
    while (reader.takeOneOf('(')) open++;
    reader.expect('[');
    readComparisons(reader, comparisons);
    observations++;
    readQualifiers(reader);
    while (open > 0 && reader.takeOneOf(')')) {
      open--;
      readQualifiers(reader);
    }
    if (reader.takeOneOf('AND', 'OR', 'FOLLOWEDBY')) continue;
    if (open > 0) reader.fail('")"');
    reader.expectKind('the end, AND, OR or FOLLOWEDBY', 'end');

    return { comparisons, observations };
  }
}

function readComparisons(reader: TokenReader, comparisons: Comparison[]): void {
  let open = 0;
  do {
    while (reader.takeOneOf('(')) open++;
    comparisons.push(readComparison(reader));
    while (open > 0 && reader.takeOneOf(')')) open--;
  } while (reader.takeOneOf('AND', 'OR'));
  reader.expect(open > 0 ? ')' : ']');
}

function readComparison(reader: TokenReader): Comparison {
  const notFirst = reader.takeOneOf('NOT') !== undefined;
  if (reader.takeOneOf('EXISTS')) {
    return { ...readObjectPath(reader), operator: 'EXISTS', negated: notFirst, values: [] };
  }
  if (notFirst) reader.fail('EXISTS');

  const { type, path } = readObjectPath(reader);
  const negated = reader.takeOneOf('NOT') !== undefined;
  const operator = readOperator(reader);
  const values = operator === 'IN' ? readValues(reader) : [readValue(reader)];

  return { type, path, operator, negated, values };
}

const OPERATORS: Readonly<Record<string, ComparisonOperator>> = {
  '=': '=',
  '==': '=',
  '!=': '!=',
  '<>': '!=',
  '>': '>',
  '<': '<',
  '>=': '>=',
  '<=': '<=',
  IN: 'IN',
  LIKE: 'LIKE',
  MATCHES: 'MATCHES',
  ISSUBSET: 'ISSUBSET',
  ISSUPERSET: 'ISSUPERSET',
};

const OPERATOR_SPELLINGS = Object.keys(OPERATORS);

function readOperator(reader: TokenReader): ComparisonOperator {
  const taken = reader.takeOneOf(...OPERATOR_SPELLINGS);

  return (taken === undefined ? undefined : OPERATORS[taken]) ?? reader.fail('an operator');
}

function readValues(reader: TokenReader): readonly PatternValue[] {
  const values: PatternValue[] = [];
  reader.expect('(');
  do {
    values.push(readValue(reader));
  } while (reader.takeOneOf(','));
  reader.expect(')');

  return values;
}

function readValue(reader: TokenReader): PatternValue {
  const word = reader.takeOneOf('true', 'false');
  if (word !== undefined) return word === 'true';
  const { kind, text } = reader.expectKind(
    'a value',
    'text',
    'number',
    'timestamp',
    'hex',
    'binary',
  );

  return kind === 'number' ? Number(text) : text;
}

function readQualifiers(reader: TokenReader): void {
  for (;;) {
    if (reader.takeOneOf('WITHIN')) readNumberOf(reader, 'SECONDS');
    else if (reader.takeOneOf('REPEATS')) readNumberOf(reader, 'TIMES');
    else if (reader.takeOneOf('START')) readStartAndStop(reader);
    else return;
  }
}

function readNumberOf(reader: TokenReader, unit: string): void {
  reader.expectKind('a number', 'number');
  reader.expect(unit);
}

function readStartAndStop(reader: TokenReader): void {
  reader.expectKind('a timestamp', 'timestamp');
  reader.expect('STOP');
  reader.expectKind('a timestamp', 'timestamp');
}
