import { PlatformError } from '../errors/index.js';

/**
 * Reads one object of an answer field by field, and says which field is not what it should be.
 * Only the object's own fields count.
 */
export class AnswerReader {
  private constructor(
    private readonly operation: string,
    private readonly path: string,
    private readonly fields: Readonly<Record<string, unknown>>,
  ) {}

  /**
   * @param operation that was answered
   * @param data the answer
   * @throws PlatformError `PLATFORM_ANSWER` when it is not an object
   */
  static of(operation: string, data: unknown): AnswerReader {
    return AnswerReader.at(operation, '', data);
  }

  /** An object inside this one. */
  object(name: string): AnswerReader {
    return AnswerReader.at(this.operation, this.pathOf(name), this.value(name));
  }

  /** An object inside this one; undefined when it is missing or null. */
  objectIfAny(name: string): AnswerReader | undefined {
    const value = this.value(name);

    return value === undefined || value === null ? undefined : this.object(name);
  }

  /** The objects of a list; none when it is missing or null. */
  objects(name: string): AnswerReader[] {
    const value = this.value(name) ?? [];
    if (!Array.isArray(value)) throw this.wrong(name, 'a list');

    return value.map((item, index) =>
      AnswerReader.at(this.operation, `${this.pathOf(name)}.${index}`, item),
    );
  }

  /**
   * The nodes of a connection: of `edges`, each one's `node`. None when it is missing or null;
   * those that are null, because the user may not see them, are left out.
   */
  nodes(name: string): AnswerReader[] {
    const connection = this.objectIfAny(name);
    if (!connection) return [];
    const edges = connection.value('edges') ?? [];
    if (!Array.isArray(edges)) throw connection.wrong('edges', 'a list');

    return edges.flatMap((edge: unknown, index) => {
      if (edge === null) return [];
      const path = `${this.pathOf(name)}.edges.${index}`;
      return AnswerReader.at(this.operation, path, edge).objectIfAny('node') ?? [];
    });
  }

  /** The texts of a list; none when it is missing or null. */
  texts(name: string): string[] {
    const value = this.value(name) ?? [];
    if (!Array.isArray(value) || value.some(item => typeof item !== 'string')) {
      throw this.wrong(name, 'a list of texts');
    }

    return value as string[];
  }

  /** A text that is not empty. */
  text(name: string): string {
    const value = this.value(name);
    if (typeof value !== 'string' || value === '') throw this.wrong(name, 'a text');

    return value;
  }

  /** A text, empty or not; null when it is missing. */
  textIfAny(name: string): string | null {
    const value = this.value(name) ?? null;
    if (value !== null && typeof value !== 'string') throw this.wrong(name, 'a text or null');

    return value;
  }

  /** True or false; false when it is missing. */
  flag(name: string): boolean {
    const value = this.value(name) ?? false;
    if (typeof value !== 'boolean') throw this.wrong(name, 'true or false');

    return value;
  }

  /** A number that is not negative; some versions send it as text. */
  count(name: string): number {
    const value = this.value(name);
    const number = typeof value === 'string' && /^\d{1,15}$/.test(value) ? Number(value) : value;
    if (typeof number !== 'number' || !Number.isFinite(number) || number < 0) {
      throw this.wrong(name, 'a number');
    }

    return number;
  }

  /** A number that is not negative; 0 when it is missing. */
  countIfAny(name: string): number {
    return this.value(name) === null || this.value(name) === undefined ? 0 : this.count(name);
  }

  /** A TCP port. */
  port(name: string): number {
    const port = this.count(name);
    if (!Number.isInteger(port) || port < 1 || port > 65_535) throw this.wrong(name, 'a port');

    return port;
  }

  /** Whatever is there. */
  value(name: string): unknown {
    return Object.hasOwn(this.fields, name) ? this.fields[name] : undefined;
  }

  private static at(operation: string, path: string, data: unknown): AnswerReader {
    if (typeof data !== 'object' || data === null || Array.isArray(data)) {
      const facts = { operation, path, expected: 'an object', got: kindOf(data) };
      throw new PlatformError('PLATFORM_ANSWER', facts);
    }

    return new AnswerReader(operation, path, data as Record<string, unknown>);
  }

  private pathOf(name: string): string {
    return this.path ? `${this.path}.${name}` : name;
  }

  private wrong(name: string, expected: string): PlatformError {
    const got = kindOf(this.value(name));

    return new PlatformError('PLATFORM_ANSWER', {
      operation: this.operation,
      path: this.pathOf(name),
      expected,
      got,
    });
  }
}

/** Names a value without showing it. */
function kindOf(value: unknown): string {
  if (value === undefined) return 'missing';
  if (value === null) return 'null';
  if (value === '') return 'empty';
  if (Array.isArray(value)) return 'a list';

  return typeof value === 'object' ? 'an object' : `a ${typeof value}`;
}
