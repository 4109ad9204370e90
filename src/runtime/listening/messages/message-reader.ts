import { RequestError } from '../../../errors/index.js';

/**
 * Reads one object of a message field by field, and says which field is not what it should be. Only
 * the object's own fields count, and no value of a message gets into an error.
 */
export class MessageReader {
  private constructor(
    private readonly path: string,
    private readonly fields: Readonly<Record<string, unknown>>,
  ) {}

  /**
   * @param path what the object is called in an error
   * @throws RequestError `REQUEST_MALFORMED` when it is not an object
   */
  static of(path: string, value: unknown): MessageReader {
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
      return new MessageReader(path, value as Readonly<Record<string, unknown>>);
    }

    throw malformed(path, 'an object', value);
  }

  /** Whatever is there; undefined when nothing is. */
  value(name: string): unknown {
    return Object.hasOwn(this.fields, name) ? this.fields[name] : undefined;
  }

  /** An object inside this one. */
  object(name: string): MessageReader {
    return MessageReader.of(this.pathOf(name), this.value(name));
  }

  /** An object inside this one; undefined when it is missing or null. */
  objectIfAny(name: string): MessageReader | undefined {
    return (this.value(name) ?? undefined) === undefined ? undefined : this.object(name);
  }

  /** A text that is not empty. */
  text(name: string): string {
    const value = this.value(name);
    if (typeof value === 'string' && value !== '') return value;

    throw this.wrong(name, 'a text');
  }

  /** A text; null when it is missing, null or empty. */
  textIfAny(name: string): string | null {
    const value = this.value(name) ?? null;
    if (value === null || typeof value === 'string') return value || null;

    throw this.wrong(name, 'a text or null');
  }

  /** A text; null for anything else. For what nothing depends on. */
  textAtBest(name: string): string | null {
    const value = this.value(name);

    return typeof value === 'string' ? value : null;
  }

  /** One of some texts; undefined when it is missing or null. */
  oneOf<T extends string>(name: string, known: readonly T[]): T | undefined {
    const value = this.value(name) ?? undefined;
    const found = known.find(text => text === value);
    if (found !== undefined || value === undefined) return found;

    throw this.wrong(name, known.map(text => `'${text}'`).join(' or '));
  }

  /** True or false; false when it is missing or null. */
  flag(name: string): boolean {
    const value = this.value(name) ?? false;
    if (typeof value === 'boolean') return value;

    throw this.wrong(name, 'true or false');
  }

  /** Texts of a list; none when it is missing or null. */
  texts(name: string): readonly string[] {
    const value = this.value(name) ?? [];
    if (Array.isArray(value) && value.every(item => typeof item === 'string')) return value;

    throw this.wrong(name, 'a list of texts');
  }

  /** Objects of a list; none when it is missing or null. */
  objects(name: string): readonly MessageReader[] {
    const value = this.value(name) ?? [];
    if (!Array.isArray(value)) throw this.wrong(name, 'a list');

    return value.map((item, at) => MessageReader.of(`${this.pathOf(name)}.${at}`, item));
  }

  /** The error for a field that is not what it should be. */
  wrong(name: string, expected: string): RequestError {
    return malformed(this.pathOf(name), expected, this.value(name));
  }

  private pathOf(name: string): string {
    return this.path ? `${this.path}.${name}` : name;
  }
}

function malformed(path: string, expected: string, value: unknown): RequestError {
  const reason = `${path} is ${kindOf(value)}, not ${expected}`;

  return new RequestError('REQUEST_MALFORMED', { reason });
}

/** Names a value without showing it. */
function kindOf(value: unknown): string {
  if (value === undefined) return 'missing';
  if (value === null) return 'null';
  if (value === '') return 'empty';
  if (Array.isArray(value)) return 'a list';

  return typeof value === 'object' ? 'an object' : `a ${typeof value}`;
}
