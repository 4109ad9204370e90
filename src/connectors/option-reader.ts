import { DeclarationError } from '../errors/index.js';

/** What a number option may be. */
export interface CountRange {
  readonly min: number;
  /** The default. */
  readonly otherwise: number;
  /** Whether `Infinity` is fine. */
  readonly unlimited?: boolean;
}

/** Reads a decorator's options as what they may be from JavaScript: anything. */
export class OptionReader {
  private readonly options: Readonly<Record<string, unknown>>;

  constructor(
    private readonly className: string,
    options: unknown,
  ) {
    if (typeof options !== 'object' || options === null) {
      throw new DeclarationError('DECLARATION_OPTION', {
        className,
        option: 'options',
        given: shown(options),
        expected: 'an object',
      });
    }
    this.options = options as Readonly<Record<string, unknown>>;
  }

  /** An option as it is; null counts as left out. */
  value(option: string): unknown {
    return Object.hasOwn(this.options, option) ? (this.options[option] ?? undefined) : undefined;
  }

  text(option: string): string | undefined {
    const value = this.value(option);
    if (value === undefined || typeof value === 'string') return value;

    return this.refuse(option, 'a text');
  }

  boolean(option: string, otherwise: boolean): boolean {
    const value = this.value(option) ?? otherwise;
    if (typeof value === 'boolean') return value;

    return this.refuse(option, 'true or false');
  }

  /** One of some words; the first is the default. */
  oneOf<T extends string>(option: string, words: readonly [T, ...T[]]): T {
    const value = this.value(option) ?? words[0];
    const word = words.find(known => known === value);

    return word ?? this.refuse(option, `one of ${words.join(', ')}`);
  }

  count(option: string, { min, otherwise, unlimited = false }: CountRange): number {
    const value = this.value(option) ?? otherwise;
    const isFine = typeof value === 'number' && value >= min;
    if (isFine && (Number.isSafeInteger(value) || (unlimited && value === Infinity))) return value;

    return this.refuse(option, `a whole number, ${min} or more`);
  }

  /** @throws DeclarationError DECLARATION_OPTION */
  refuse(option: string, expected: string): never {
    throw new DeclarationError('DECLARATION_OPTION', {
      className: this.className,
      option,
      given: shown(this.value(option)),
      expected,
    });
  }
}

/** A value in an error: short, and never the inside of an object. */
export function shown(value: unknown): string {
  if (typeof value === 'string')
    return `"${value.length > 60 ? `${value.slice(0, 57)}...` : value}"`;
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object' && value !== null) return 'an object';

  return typeof value === 'function' ? 'a function' : String(value);
}
