import type { CodeOf } from '../errors/index.js';
import type { Constructor } from './constructor.js';
import { parameterNames } from './parameter-names.js';
import { tokenName, type Token } from './token.js';

/** A class on the way from the root to a hole. */
export interface Step {
  readonly cls: Constructor;
  /** Position of the parameter that led here, from 0; the root has none. */
  readonly via?: number;
}

/** A parameter that is looked at: the way to its class, the root first, and its position from 0. */
export interface Asked {
  readonly trail: readonly Step[];
  readonly index: number;
}

/** A place in a constructor that nothing can fill. */
export interface Hole {
  readonly code: CodeOf<'INJECTION'>;
  /** The way to the class that has the hole, the root first. */
  readonly trail: readonly Step[];
  /** Position of the parameter, from 0; undefined when the whole constructor is meant. */
  readonly index?: number;
  /** What stands in the drawing of the constructor. */
  readonly label: string;
  /** What the drawing says at the hole. */
  readonly note: string;
  /** Why it is a hole, in a sentence. */
  readonly why: string;
  /** What to do, in one line. */
  readonly fix: string;
}

const PLAIN_VALUES = new Map<unknown, string>([
  [String, 'text'],
  [Number, 'a number'],
  [Boolean, 'a boolean'],
  [BigInt, 'a bigint'],
  [Symbol, 'a symbol'],
]);

/** The hole that the emitted type of a parameter says by itself; undefined for a usable class. */
export function typeHole(at: Asked, type: unknown): Hole | undefined {
  if (type === undefined) return tooEarly(at);
  if (typeof type !== 'function' || type === Object || type === Function) return erased(at);
  const plain = PLAIN_VALUES.get(type);
  if (plain) return plainValue(at, plain);
  // A type-only import named like a global makes the compiler write down that global.
  if ((globalThis as Record<string, unknown>)[type.name] === type) return aGlobal(at, type.name);

  return undefined;
}

/** The class did not exist yet when the constructor was declared. */
export function tooEarly(at: Asked): Hole {
  const { place, name, owner } = words(at);

  return {
    ...at,
    code: 'INJECTION_CIRCULAR',
    label: '?',
    note: `${place} has no class yet`,
    why: `The class did not exist when ${owner} was declared: two files import each other, or it stands further down in the same file.`,
    fix: `name the class late: @Inject(delay(() => TheClass)) ${name}, or move what both files need into a third`,
  };
}

/** Two classes need each other. */
export function circle(at: Asked, type: Constructor): Hole {
  const { place, name } = words(at);
  const way = at.trail.map(step => step.cls);
  const round = [...way.slice(way.indexOf(type)), type].map(tokenName).join(' > ');

  return {
    ...at,
    code: 'INJECTION_CIRCULAR',
    label: `${tokenName(type)}?`,
    note: `${place} asks for ${tokenName(type)}, which waits for this one`,
    why: `These classes need each other, so none can be built first: ${round}.`,
    fix: `inject one of them late: @Inject(delay(() => ${tokenName(type)})) ${name}`,
  };
}

/** The class says nothing about being injectable. */
export function unmarked(at: Asked, type: Constructor): Hole {
  const { place } = words(at);

  return {
    ...at,
    code: 'INJECTION_UNREGISTERED',
    label: `${tokenName(type)}?`,
    note: `${place} asks for ${tokenName(type)}`,
    why: `${tokenName(type)} is neither marked @Injectable() nor provided.`,
    fix: `mark ${tokenName(type)} with @Injectable(), or ask for a class that is`,
  };
}

/** The class to build says nothing about being injectable. */
export function unmarkedRoot(root: Constructor): Hole {
  return {
    trail: [{ cls: root }],
    code: 'INJECTION_UNREGISTERED',
    label: '?',
    note: 'nothing says that it may be built',
    why: `${tokenName(root)} is neither marked @Injectable() nor provided.`,
    fix: `mark ${tokenName(root)} with @Injectable(), or as a connector`,
  };
}

/** Nothing is provided under the token. */
export function unknownToken(at: Asked, token: Token): Hole {
  const { place } = words(at);

  return {
    ...at,
    code: 'INJECTION_UNREGISTERED',
    label: '?',
    note: `${place} asks for the token ${tokenName(token)}`,
    why: `Nothing is provided under ${tokenName(token)}.`,
    fix: `ask for a class marked @Injectable() instead of ${tokenName(token)}, or provide a value for it`,
  };
}

/** The settings have not been loaded. */
export function unloadedConfig(at: Asked, type: Constructor): Hole {
  const { place } = words(at);

  return {
    ...at,
    code: 'INJECTION_UNREGISTERED',
    label: `${tokenName(type)}?`,
    note: `${place} asks for ${tokenName(type)}`,
    why: `${tokenName(type)} is made of settings, and they have not been loaded.`,
    fix: `start the connector with connector-run, which loads them, or build the class yourself in a test`,
  };
}

/** The compiler wrote nothing about the constructor. */
export function noMetadata(trail: readonly Step[]): Hole {
  const owner = ownerName(trail);

  return {
    trail,
    code: 'INJECTION_NO_METADATA',
    label: '?',
    note: 'no parameter has a known class',
    why: `${owner} was compiled without decorator metadata; tsx and esbuild do not emit it.`,
    fix: 'run the TypeScript file with connector-run itself, or compile it with tsc ("emitDecoratorMetadata": true)',
  };
}

function erased(at: Asked): Hole {
  const { place, name, owner } = words(at);

  return {
    ...at,
    code: 'INJECTION_TYPE_ERASED',
    label: '?',
    note: `${place} has no known class`,
    why: 'The type of this parameter left no trace at run time. Most often its class is imported with `import type`; an interface or a union never leaves one.',
    fix: `in the file of ${owner}, import the class itself, without \`type\`; for an interface, name a token: @Inject(TOKEN) ${name}`,
  };
}

function plainValue(at: Asked, plain: string): Hole {
  const { place, name } = words(at);

  return {
    ...at,
    code: 'INJECTION_TYPE_ERASED',
    label: '?',
    note: `${place} is ${plain}`,
    why: 'A plain value has no class by which it could be found.',
    fix: `make ${name} a setting of a class marked @Config and ask for that class, or name a token: @Inject(TOKEN) ${name}`,
  };
}

function aGlobal(at: Asked, type: string): Hole {
  const { place, name, owner } = words(at);

  return {
    ...at,
    code: 'INJECTION_TYPE_ERASED',
    label: '?',
    note: `${place} is the global ${type}`,
    why: `A class of yours named ${type} turns into the global of that name when it is imported with \`import type\`.`,
    fix: `in the file of ${owner}, import ${type} itself, without \`type\`; if the global is meant, name a token: @Inject(TOKEN) ${name}`,
  };
}

function words({ trail, index }: Asked): { place: string; name: string; owner: string } {
  const name = parameterNames(trail.at(-1)?.cls)[index];
  const place = `parameter ${index + 1}`;

  return {
    place: name ? `${place} (${name})` : place,
    name: name ?? 'name',
    owner: ownerName(trail),
  };
}

function ownerName(trail: readonly Step[]): string {
  const owner = trail.at(-1);

  return owner ? tokenName(owner.cls) : 'the class';
}
