import type { Constructor } from './constructor.js';
import { constructorParameters, type Parameter } from './constructor-metadata.js';
import type { Hole, Step } from './hole.js';
import { tokenName, type Token } from './token.js';

const MARGIN = 2;

/**
 * Draws the constructors from the root down to a class with holes, and what is wrong at each hole:
 *
 * ```text
 *   AlphaFeed ( AlphaClient, Stix )
 *               └─ AlphaClient ( AlphaConfig, ? )
 *                                             └─ parameter 2 (http) has no known class
 *
 *   The type of this parameter left no trace at run time.
 * ```
 *
 * Holes of one class share a drawing.
 */
export function drawHoles(holes: readonly Hole[]): string {
  return [...byOwner(holes).values()].map(group => drawing(group, holes)).join('\n\n');
}

function byOwner(holes: readonly Hole[]): Map<Constructor | undefined, Hole[]> {
  const groups = new Map<Constructor | undefined, Hole[]>();
  for (const hole of holes) {
    const owner = hole.trail.at(-1)?.cls;
    groups.set(owner, [...(groups.get(owner) ?? []), hole]);
  }

  return groups;
}

function drawing(group: readonly Hole[], all: readonly Hole[]): string {
  const lines: string[] = [];
  let column = MARGIN;
  let columns: readonly number[] = [];

  for (const step of group[0]?.trail ?? []) {
    if (step.via !== undefined) column = columns[step.via] ?? column;
    const branch = step.via === undefined ? '' : '└─ ';
    const line = constructorLine(step, all, column + branch.length);
    lines.push(' '.repeat(column) + branch + line.text);
    column += branch.length;
    columns = line.columns;
  }

  const notes = group.map(hole => ({
    note: hole.note,
    column: (hole.index === undefined ? undefined : columns[hole.index]) ?? column,
  }));
  const reasons = [...new Set(group.map(hole => hole.why))].map(why => ' '.repeat(MARGIN) + why);

  return [...lines, ...branches(notes), '', ...reasons].join('\n');
}

/** One constructor in one line, and the column at which each parameter begins. */
function constructorLine(
  { cls }: Step,
  holes: readonly Hole[],
  column: number,
): { text: string; columns: number[] } {
  const columns: number[] = [];
  let text = `${tokenName(cls)} (`;

  labels(cls, holes).forEach((label, index) => {
    text += index === 0 ? ' ' : ', ';
    columns.push(column + text.length);
    text += label;
  });

  return { text: `${text} )`, columns };
}

function labels(cls: Constructor, holes: readonly Hole[]): string[] {
  const own = holes.filter(hole => hole.trail.at(-1)?.cls === cls);
  const parameters = constructorParameters(cls);
  if (!parameters) return Array.from({ length: cls.length }, () => '?');

  return parameters.map(
    (parameter, index) => own.find(hole => hole.index === index)?.label ?? label(parameter),
  );
}

function label(parameter: Parameter): string {
  if (parameter.asks === 'token') return tokenName(parameter.token);
  if (parameter.asks === 'delayed')
    return `delay(${parameter.cls ? tokenName(parameter.cls) : '?'})`;

  return tokenName(parameter.type as Token);
}

/** The notes under a constructor, the last parameter's first, so that no line crosses another. */
function branches(notes: readonly { note: string; column: number }[]): string[] {
  const columns = notes.map(({ column }) => column);

  return [...notes].reverse().map(({ note, column }) => {
    const bars = columns.filter(other => other < column);
    const lead = Array.from({ length: column }, (_, at) => (bars.includes(at) ? '│' : ' '));

    return `${lead.join('')}└─ ${note}`;
  });
}
