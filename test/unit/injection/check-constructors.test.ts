import {
  Clock,
  Inject,
  Injectable,
  Logger,
  checkConstructors,
  constructorGraph,
  delay,
  type Constructor,
} from '../../../src/injection/index.js';
import { Config } from '../../../src/config/index.js';
import { InjectionError } from '../../../src/errors/index.js';
import { Asker, Late, type Shape, Unmarked } from './fixtures/asker.js';
import { Left } from './fixtures/circle-left.js';

const nothing = (): boolean => false;

@Config('alpha')
class AlphaConfig {}

@Injectable()
class Stix {}

@Injectable()
class AlphaClient {
  constructor(readonly config: AlphaConfig) {}
}

@Injectable()
class AlphaFeed {
  constructor(
    readonly client: AlphaClient,
    readonly stix: Stix,
  ) {}
}

describe('constructorGraph', () => {
  it('lists every class that is asked for, the root first', () => {
    expect(constructorGraph(AlphaFeed, nothing)).toEqual([
      AlphaFeed,
      AlphaClient,
      AlphaConfig,
      Stix,
    ]);
  });

  it('lists a provided class and does not look into it', () => {
    const graph = constructorGraph(AlphaFeed, token => token === AlphaClient);

    expect(graph).toEqual([AlphaFeed, AlphaClient, Stix]);
  });

  it('lists a delayed class', () => {
    @Injectable()
    class Feed {
      constructor(@Inject(delay(() => AlphaClient)) readonly client: AlphaClient) {}
    }

    expect(constructorGraph(Feed, nothing)).toEqual([Feed, AlphaClient, AlphaConfig]);
  });

  it('passes over holes', () => {
    expect(constructorGraph(Asker, nothing)).toEqual([Asker]);
  });
});

describe('checkConstructors', () => {
  it('accepts a tree of injectable classes whose settings are not loaded yet', () => {
    expect(() => checkConstructors(AlphaFeed, nothing)).not.toThrow();
  });

  it('accepts an abstract class that is provided', () => {
    @Injectable()
    class Feed {
      constructor(
        readonly clock: Clock,
        readonly log: Logger,
      ) {}
    }

    expect(() =>
      checkConstructors(Feed, token => token === Clock || token === Logger),
    ).not.toThrow();
  });

  it('accepts a class that inherits its constructor, tokens included', () => {
    abstract class Base {
      constructor(@Inject('shape') readonly shape: Shape) {}
    }
    @Injectable()
    class Feed extends Base {}

    expect(() => checkConstructors(Feed, token => token === 'shape')).not.toThrow();
  });

  it('accepts two classes that need each other when one is delayed', () => {
    @Injectable()
    class Writer {
      constructor(@Inject(delay(() => Reader)) readonly reader: unknown) {}
    }
    @Injectable()
    class Reader {
      constructor(readonly writer: Writer) {}
    }

    expect(() => checkConstructors(Reader, nothing)).not.toThrow();
    expect(() => checkConstructors(Writer, nothing)).not.toThrow();
  });

  it('draws the way to a parameter whose type was erased', () => {
    @Injectable()
    class Client {
      constructor(
        readonly config: AlphaConfig,
        readonly http: Shape,
      ) {}
    }
    @Injectable()
    class Feed {
      constructor(
        readonly stix: Stix,
        readonly client: Client,
      ) {}
    }

    const error = refusal(Feed);

    expect(error.code).toBe('INJECTION_TYPE_ERASED');
    expect(error.message).toBe(
      `
Feed cannot be built.

  Feed ( Stix, Client )
               └─ Client ( AlphaConfig, ? )
                                        └─ parameter 2 (http) has no known class

  The type of this parameter left no trace at run time. Most often its class is imported with \`import type\`; an interface or a union never leaves one.`.trim(),
    );
    expect(error.fix).toBe(
      'in the file of Client, import the class itself, without `type`; for an interface, name a token: @Inject(TOKEN) http',
    );
  });

  it('draws all holes of a constructor at once, each with its reason', () => {
    const error = refusal(Asker);

    expect(error.message).toBe(
      `
Asker cannot be built.

  Asker ( ?, ?, ?, ?, Unmarked?, ? )
          │  │  │  │  │          └─ parameter 6 (cache) asks for the token "cache"
          │  │  │  │  └─ parameter 5 (unmarked) asks for Unmarked
          │  │  │  └─ parameter 4 (late) has no known class
          │  │  └─ parameter 3 (retries) is a number
          │  └─ parameter 2 (reply) is the global Response
          └─ parameter 1 (shape) has no known class

  The type of this parameter left no trace at run time. Most often its class is imported with \`import type\`; an interface or a union never leaves one.
  A class of yours named Response turns into the global of that name when it is imported with \`import type\`.
  A plain value has no class by which it could be found.
  Unmarked is neither marked @Injectable() nor provided.
  Nothing is provided under "cache".`.trim(),
    );
    expect(error.fix.split('\n     ')).toEqual([
      'in the file of Asker, import the class itself, without `type`; for an interface, name a token: @Inject(TOKEN) shape',
      'in the file of Asker, import Response itself, without `type`; if the global is meant, name a token: @Inject(TOKEN) reply',
      'make retries a setting of a class marked @Config and ask for that class, or name a token: @Inject(TOKEN) retries',
      'in the file of Asker, import the class itself, without `type`; for an interface, name a token: @Inject(TOKEN) late',
      'mark Unmarked with @Injectable(), or ask for a class that is',
      'ask for a class marked @Injectable() instead of "cache", or provide a value for it',
    ]);
    expect(error.details['codes']).toEqual(['INJECTION_TYPE_ERASED', 'INJECTION_UNREGISTERED']);
  });

  it('draws holes of several classes one below the other', () => {
    @Injectable()
    class Client {
      constructor(readonly log: Logger) {}
    }
    @Injectable()
    class Feed {
      constructor(
        readonly client: Client,
        readonly clock: Clock,
      ) {}
    }

    expect(refusal(Feed).message).toBe(
      `
Feed cannot be built.

  Feed ( Client, Clock? )
         └─ Client ( Logger? )
                     └─ parameter 1 (log) asks for Logger

  Logger is neither marked @Injectable() nor provided.

  Feed ( Client, Clock? )
                 └─ parameter 2 (clock) asks for Clock

  Clock is neither marked @Injectable() nor provided.`.trim(),
    );
  });

  it('draws a class that was compiled without metadata', () => {
    class Client {
      constructor(
        readonly first: unknown,
        readonly second: unknown,
      ) {}
    }
    Injectable()(Client);
    @Injectable()
    class Feed {
      constructor(readonly client: Client) {}
    }

    const error = refusal(Feed);

    expect(error.code).toBe('INJECTION_NO_METADATA');
    expect(error.message).toBe(
      `
Feed cannot be built.

  Feed ( Client )
         └─ Client ( ?, ? )
            └─ no parameter has a known class

  Client was compiled without decorator metadata; tsx and esbuild do not emit it.`.trim(),
    );
    expect(error.fix).toBe(
      'run the TypeScript file with connector-run itself, or compile it with tsc ("emitDecoratorMetadata": true)',
    );
  });

  it('draws a circle of classes', () => {
    class Other {}
    @Injectable()
    class Feed {
      constructor(readonly other: Other) {}
    }
    Reflect.defineMetadata('design:paramtypes', [Feed], Other);
    Injectable()(Other);

    const error = refusal(Feed);

    expect(error.code).toBe('INJECTION_CIRCULAR');
    expect(error.message).toBe(
      `
Feed cannot be built.

  Feed ( Other )
         └─ Other ( Feed? )
                    └─ parameter 1 asks for Feed, which waits for this one

  These classes need each other, so none can be built first: Feed > Other > Feed.`.trim(),
    );
    expect(error.fix).toBe('inject one of them late: @Inject(delay(() => Feed)) name');
  });

  it('draws a parameter whose class did not exist yet', () => {
    @Injectable()
    class Feed {
      constructor(readonly left: Left) {}
    }

    const error = refusal(Feed);

    expect(error.code).toBe('INJECTION_CIRCULAR');
    expect(error.message).toBe(
      `
Feed cannot be built.

  Feed ( Left )
         └─ Left ( ? )
                   └─ parameter 1 (right) has no class yet

  The class did not exist when Left was declared: two files import each other, or it stands further down in the same file.`.trim(),
    );
    expect(error.fix).toBe(
      'name the class late: @Inject(delay(() => TheClass)) right, or move what both files need into a third',
    );
  });

  it('refuses a delayed class that never comes to exist', () => {
    @Injectable()
    class Feed {
      constructor(
        @Inject(delay(() => undefined as unknown as Constructor)) readonly gone: unknown,
      ) {}
    }

    expect(refusal(Feed).message).toContain(`
  Feed ( ? )
         └─ parameter 1 (gone) has no class yet`);
  });

  it('refuses a root that is not marked', () => {
    const error = refusal(Unmarked);

    expect(error.code).toBe('INJECTION_UNREGISTERED');
    expect(error.message).toBe(
      `
Unmarked cannot be built.

  Unmarked ( )
  └─ nothing says that it may be built

  Unmarked is neither marked @Injectable() nor provided.`.trim(),
    );
  });

  it('refuses a class that only its parent is marked for', () => {
    class Feed extends Stix {}

    expect(refusal(Feed).code).toBe('INJECTION_UNREGISTERED');
  });

  it('finds the same fault in a class that others share only once', () => {
    @Injectable()
    class Feed {
      constructor(
        readonly late: Late,
        readonly again: Late,
      ) {}
    }

    expect(refusal(Feed).message.match(/parameter 1 \(shape\)/g)).toHaveLength(1);
  });

  it.each([null, 'Client', 7, {}, Symbol('s')])('refuses %p written down as a type', type => {
    class Feed {}
    Reflect.defineMetadata('design:paramtypes', [type], Feed);
    Injectable()(Feed);

    expect(refusal(Feed).code).toBe('INJECTION_TYPE_ERASED');
  });
});

function refusal(root: Constructor): InjectionError {
  try {
    checkConstructors(root, () => false);
  } catch (error) {
    if (error instanceof InjectionError) return error;
    throw error;
  }
  throw new Error('nothing was refused');
}
