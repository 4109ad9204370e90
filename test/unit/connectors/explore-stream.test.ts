import {
  On,
  OnBatch,
  Stream,
  explore,
  type StreamBlueprint,
  type StreamConnectorOptions,
} from '../../../src/connectors/index.js';
import { DeclarationError } from '../../../src/errors/index.js';
import type { Constructor } from '../../../src/injection/index.js';

/** The one refusal of a class, declared as from JavaScript. */
function refusal(target: Constructor): DeclarationError {
  try {
    explore(target);
  } catch (error) {
    if (error instanceof DeclarationError) return error;
    throw error;
  }
  throw new Error('nothing was refused');
}

type Mark = (target: object, method: string, descriptor: PropertyDescriptor) => void;

/** A class with marked methods and any options. */
function stream(marks: Readonly<Record<string, Mark>>, options: unknown = {}): Constructor {
  class Declared {}
  for (const [method, mark] of Object.entries(marks)) {
    Object.defineProperty(Declared.prototype, method, { value: () => undefined, writable: true });
    mark(Declared.prototype, method, {});
  }
  Stream(options as StreamConnectorOptions)(Declared);

  return Declared;
}

function on(type: unknown, ...names: readonly unknown[]): Mark {
  return On(type as 'create', ...(names as 'Indicator'[])) as Mark;
}

function onBatch(options: unknown = {}): Mark {
  return OnBatch(options as object) as Mark;
}

function blueprintOf(target: Constructor): StreamBlueprint {
  return explore(target) as StreamBlueprint;
}

describe('explore, of a stream', () => {
  it('fills in what the author leaves out', () => {
    expect(blueprintOf(stream({ take: on('create', 'Indicator') }))).toMatchObject({
      kind: 'STREAM',
      handlers: [{ type: 'create', of: 'Indicator', method: 'take' }],
      batch: undefined,
      concurrency: 1,
      onError: 'dead-letter',
      retries: 10,
      maxPerMinute: undefined,
      maxHeld: 256,
    });
  });

  it('fills in what a batch leaves out', () => {
    expect(blueprintOf(stream({ push: onBatch() }))).toMatchObject({
      handlers: [],
      batch: {
        ...{ method: 'push', size: 100, within: 'PT5S', maxPerMinute: undefined },
        types: ['create', 'update', 'delete', 'merge'],
        split: false,
      },
    });
  });

  it('prefers a method that names the entity to one that names its group', () => {
    const { handlers } = blueprintOf(
      stream({ address: on('create', 'IPv4-Addr'), any: on('create', 'Stix-Cyber-Observable') }),
    );
    const methodOf = (entity: string): unknown => handlers.find(({ of }) => of === entity)?.method;

    expect([methodOf('IPv4-Addr'), methodOf('Domain-Name')]).toEqual(['address', 'any']);
  });

  it.each<[string, Constructor, string]>([
    ['no method at all', stream({}), 'DECLARATION_NO_HANDLER'],
    ['an unknown type', stream({ take: on('remove') }), 'DECLARATION_HANDLER_UNKNOWN'],
    ['an unknown entity', stream({ take: on('create', 'Ip') }), 'DECLARATION_HANDLER_UNKNOWN'],
    ['no name', stream({ take: on('create', 7) }), 'DECLARATION_HANDLER_UNKNOWN'],
    ['a prototype', stream({ take: on('create', '__proto__') }), 'DECLARATION_HANDLER_UNKNOWN'],
    [
      'an event with two methods',
      stream({ one: on('update', 'Malware'), two: on('update', 'Malware') }),
      'DECLARATION_DUPLICATE_HANDLER',
    ],
    [
      'two methods for the rest',
      stream({ one: on('update'), two: on('update') }),
      'DECLARATION_DUPLICATE_HANDLER',
    ],
    [
      'a batch beside single events',
      stream({ one: on('update'), all: onBatch() }),
      'DECLARATION_HANDLER_MISPLACED',
    ],
    ['two batches', stream({ one: onBatch(), two: onBatch() }), 'DECLARATION_HANDLER_MISPLACED'],
  ])('refuses %s', (_what, target, code) => {
    expect(refusal(target).code).toBe(code);
  });

  it.each<[string, unknown]>([
    ['concurrency', 0],
    ['concurrency', '4'],
    ['concurrency', 1.5],
    ['onError', 'ignore'],
    ['retries', -1],
    ['maxPerMinute', 0],
    ['maxHeld', Number.NaN],
  ])('refuses the option %s: %p', (option, value) => {
    const error = refusal(stream({ take: on('create') }, { [option]: value }));

    expect(error.message).toContain(option);
  });

  it.each<[string, unknown]>([
    ['size', 0],
    ['within', 'PT0S'],
    ['within', '5 seconds'],
    ['within', 5],
    ['maxPerMinute', -1],
    ['types', []],
    ['types', ['created']],
    ['types', 'create'],
  ])('refuses the option %s of a batch: %p', (option, value) => {
    const error = refusal(stream({ push: onBatch({ [option]: value }) }));

    expect(error.message).toContain(option);
  });
});
