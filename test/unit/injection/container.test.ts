import {
  Clock,
  Container,
  Inject,
  Injectable,
  Logger,
  delay,
} from '../../../src/injection/index.js';
import { Config } from '../../../src/config/index.js';
import { FatalError, InjectionError } from '../../../src/errors/index.js';

@Config('alpha')
class AlphaConfig {
  readonly url: string = 'https://alpha.example';
}

@Injectable()
class Client {
  constructor(readonly config: AlphaConfig) {}
}

@Injectable()
class Converter {
  constructor(readonly client: Client) {}
}

@Injectable()
class Feed {
  constructor(
    readonly client: Client,
    readonly converter: Converter,
  ) {}
}

const config = new AlphaConfig();

describe('container', () => {
  it('builds a class with all that it asks for', () => {
    const container = Container.create().provide(AlphaConfig, config);

    const feed = container.resolve(Feed);

    expect(feed).toBeInstanceOf(Feed);
    expect(feed.client.config).toBe(config);
  });

  it('shares one instance among all who ask in one connector', () => {
    const container = Container.create().provide(AlphaConfig, config);

    const feed = container.resolve(Feed);

    expect(feed.converter.client).toBe(feed.client);
    expect(container.resolve(Client)).toBe(feed.client);
    expect(container.resolve(Feed)).toBe(feed);
  });

  it('gives two connectors instances of their own', () => {
    const shared = Container.create().provide(AlphaConfig, config);

    const one = shared.child().resolve(Feed);
    const two = shared.child().resolve(Feed);

    expect(one.client).not.toBe(two.client);
    expect(one.client.config).toBe(two.client.config);
  });

  it('gives a child its own instance of what its parent has built', () => {
    const shared = Container.create().provide(AlphaConfig, config);
    const ofParent = shared.resolve(Client);

    expect(shared.child().resolve(Client)).not.toBe(ofParent);
  });

  it('lets a child see what its parent is given later', () => {
    const shared = Container.create();
    const child = shared.child();
    shared.provide('note', 'later');

    expect(child.isProvided('note')).toBe(true);
    expect(shared.child().isProvided('other')).toBe(false);
  });

  it('keeps what a child is given from its parent and its siblings', () => {
    const shared = Container.create();
    shared.child().provide(AlphaConfig, config);

    expect(shared.isProvided(AlphaConfig)).toBe(false);
    expect(shared.child().isProvided(AlphaConfig)).toBe(false);
  });

  it('injects values under abstract classes, names and symbols', () => {
    const CACHE = Symbol('CACHE');
    @Injectable()
    class Asker {
      constructor(
        readonly clock: Clock,
        @Inject('limit') readonly limit: number,
        @Inject(CACHE) readonly cache: unknown,
        @Inject(Logger) readonly log: unknown,
      ) {}
    }
    const clock = {} as Clock;
    const log = {} as Logger;
    const cache = new Map();
    const container = Container.create()
      .provide(Clock, clock)
      .provide(Logger, log)
      .provide('limit', 0)
      .provide(CACHE, cache);

    const asker = container.resolve(Asker);

    expect({ ...asker }).toEqual({ clock, limit: 0, cache, log });
    expect(container.resolve(Clock)).toBe(clock);
  });

  it('prefers a provided stand-in to building the class', () => {
    const fake = { config } as Client;
    const container = Container.create().provide(Client, fake);

    expect(container.resolve(Converter).client).toBe(fake);
  });

  it('injects the tokens of an inherited constructor', () => {
    abstract class Base {
      constructor(@Inject('limit') readonly limit: number) {}
    }
    @Injectable()
    class Derived extends Base {}
    @Injectable()
    class Other extends Base {
      constructor(@Inject('size') size: number) {
        super(size);
      }
    }
    const container = Container.create().provide('limit', 3).provide('size', 9);

    expect(container.resolve(Other).limit).toBe(9);
    expect(container.resolve(Derived).limit).toBe(3);
  });

  it('opens a circle that is delayed on one side', () => {
    @Injectable()
    class Writer {
      constructor(@Inject(delay(() => Reader)) readonly reader: { name(): string }) {}
    }
    @Injectable()
    class Reader {
      constructor(readonly writer: Writer) {}
      name(): string {
        return 'reader';
      }
    }

    const writer = Container.create().resolve(Writer);

    expect(writer.reader.name()).toBe('reader');
    expect((writer.reader as Reader).writer).toBe(writer);
  });

  it('draws the hole instead of building half a tree', () => {
    let built = 0;
    @Injectable()
    class First {
      constructor() {
        built += 1;
      }
    }
    @Injectable()
    class Holed {
      constructor(
        readonly first: First,
        readonly clock: Clock,
      ) {}
    }

    const resolve = (): unknown => Container.create().resolve(Holed);

    expect(resolve).toThrow(expect.objectContaining({ code: 'INJECTION_UNREGISTERED' }));
    expect(built).toBe(0);
  });

  it('refuses settings that were not loaded, rather than building empty ones', () => {
    const resolve = (): unknown => Container.create().resolve(Client);

    expect(resolve).toThrow(
      new InjectionError('INJECTION_UNREGISTERED', {
        root: 'Client',
        drawing: `  Client ( AlphaConfig? )
           └─ parameter 1 (config) asks for AlphaConfig

  AlphaConfig is made of settings, and they have not been loaded.`,
        fixes: [],
        codes: [],
      }),
    );
  });

  it('refuses an abstract class that nothing is provided for', () => {
    expect(() => Container.create().resolve(Clock)).toThrow(
      expect.objectContaining({ code: 'INJECTION_UNREGISTERED' }),
    );
  });

  it('names the class whose constructor threw, however deep, and keeps the cause', () => {
    const cause = new Error('no such file');
    @Injectable()
    class Broken {
      constructor() {
        throw cause;
      }
    }
    @Injectable()
    class Holder {
      constructor(readonly broken: Broken) {}
    }

    const resolve = (): unknown => Container.create().resolve(Holder);

    expect(resolve).toThrow(
      expect.objectContaining({
        code: 'INJECTION_CONSTRUCTOR_FAILED',
        message: 'Broken failed in its constructor: no such file',
        cause,
      }),
    );
  });

  it.each(['text', null, 7])('copes with a constructor that throws %p', thrown => {
    @Injectable()
    class Broken {
      constructor() {
        AbortSignal.abort(thrown).throwIfAborted();
      }
    }

    expect(() => Container.create().resolve(Broken)).toThrow(
      expect.objectContaining({
        code: 'INJECTION_CONSTRUCTOR_FAILED',
        message: `Broken failed in its constructor: ${String(thrown)}`,
      }),
    );
  });

  it('lets an error of octiflow pass through as it is', () => {
    const fatal = new FatalError('licence has ended');
    @Injectable()
    class Broken {
      constructor() {
        throw fatal;
      }
    }
    @Injectable()
    class Holder {
      constructor(readonly broken: Broken) {}
    }

    expect(() => Container.create().resolve(Holder)).toThrow(fatal);
  });

  it('asks a constructor that failed again at the next try', () => {
    let tries = 0;
    @Injectable()
    class Shaky {
      constructor() {
        tries += 1;
        if (tries === 1) throw new Error('not yet');
      }
    }
    const container = Container.create();

    expect(() => container.resolve(Shaky)).toThrow('not yet');
    expect(container.resolve(Shaky)).toBeInstanceOf(Shaky);
  });
});

describe('container disposal', () => {
  const closed: string[] = [];

  @Injectable()
  class Socket {
    async dispose(): Promise<void> {
      await Promise.resolve();
      closed.push('socket');
    }
  }
  @Injectable()
  class Session {
    constructor(readonly socket: Socket) {}
    dispose(): void {
      closed.push('session');
    }
  }

  beforeEach(() => closed.splice(0));

  it('closes users before what they use', async () => {
    const container = Container.create();
    container.resolve(Session);

    await container.dispose();

    expect(closed).toEqual(['session', 'socket']);
  });

  it('closes each instance once', async () => {
    const container = Container.create();
    container.resolve(Session);

    await container.dispose();
    await container.dispose();

    expect(closed).toHaveLength(2);
  });

  it('leaves provided values to those who provided them', async () => {
    const container = Container.create().provide(Socket, new Socket());
    container.resolve(Session);

    await container.dispose();

    expect(closed).toEqual(['session']);
  });

  it('leaves what a parent has built to the parent', async () => {
    const shared = Container.create();
    shared.resolve(Socket);
    const child = shared.child();
    child.resolve(Session);

    await child.dispose();

    expect(closed).toEqual(['session', 'socket']);
    await shared.dispose();
    expect(closed).toEqual(['session', 'socket', 'socket']);
  });

  it('tries all, then throws the first error', async () => {
    @Injectable()
    class Stuck {
      constructor(readonly session: Session) {}
      dispose(): void {
        throw new Error('stuck');
      }
    }
    const container = Container.create();
    container.resolve(Stuck);

    await expect(container.dispose()).rejects.toThrow('stuck');
    expect(closed).toEqual(['session', 'socket']);
  });
});
