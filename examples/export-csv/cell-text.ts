/** Members that an object within an object is known by, the best one first. */
const NAMES = ['name', 'definition', 'value', 'phase_name', 'source_name', 'display_name'];

/** What a cell shows of a value: lists are joined by commas, objects are shown by their name. */
export function cellText(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (Array.isArray(value)) return value.map(cellText).join(',');
  if (typeof value === 'object') return nameIn(value) ?? JSON.stringify(value);

  return typeof value === 'string' ? value : JSON.stringify(value);
}

function nameIn(value: object): string | undefined {
  const members = new Map<string, unknown>(Object.entries(value));
  const name = NAMES.find(each => typeof members.get(each) === 'string');

  return name === undefined ? undefined : String(members.get(name));
}
