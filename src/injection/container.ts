import { ConnectorError, InjectionError } from '../errors/index.js';
import { refuseHoles } from './check-constructors.js';
import type { AbstractConstructor, Constructor } from './constructor.js';
import { survey } from './survey.js';
import { tokenName, type Token } from './token.js';
import {
  Lifecycle,
  container as root,
  type DependencyContainer,
  type InjectionToken,
} from './tsyringe.js';

/** An instance that has something to close. */
interface Disposable {
  dispose(): unknown;
}

/**
 * Builds classes and keeps them: each class once. A connector gets a {@link Container.child} of its
 * own, so that its instances are its own; what is provided to the parent, all children see.
 */
export class Container {
  private readonly provided = new Set<Token>();
  private readonly built = new Set<unknown>();

  private constructor(
    private readonly inner: DependencyContainer,
    private readonly parent?: Container,
  ) {}

  /** A container that knows nothing. */
  static create(): Container {
    return new Container(root.createChildContainer());
  }

  /** A container that also sees what is provided to this one, and builds its own instances. */
  child(): Container {
    return new Container(this.inner.createChildContainer(), this);
  }

  /**
   * Puts a value under a token. It is never disposed of: it belongs to whom provided it.
   *
   * @param token the class that asks will name: `container.provide(Clock, systemClock)`.
   * @param value what they get.
   */
  provide<T>(token: Token<T>, value: NoInfer<T>): this {
    this.inner.register(token as InjectionToken<T>, { useValue: value });
    this.provided.add(token);

    return this;
  }

  /** Whether a value was provided under a token, here or to a parent. */
  isProvided(token: Token): boolean {
    return this.provided.has(token) || (this.parent?.isProvided(token) ?? false);
  }

  /**
   * The value provided for a class, or its instance: built now, with all it asks for, unless this
   * container has it already.
   *
   * @throws InjectionError when a constructor has a hole (see {@link checkConstructors}), or
   * INJECTION_CONSTRUCTOR_FAILED when one throws. A ConnectorError thrown by a constructor passes.
   */
  resolve<T>(asked: AbstractConstructor<T>): T {
    const cls = asked as Constructor<T>;
    if (this.isProvided(cls)) return this.inner.resolve(cls as InjectionToken<T>);

    const { buildOrder, holes } = survey(cls, token => this.isProvided(token), {
      configComesLater: false,
    });
    refuseHoles(cls, holes);
    // What a class asks for is built before it, so what its constructor throws arrives as it is.
    for (const each of buildOrder) this.register(each);
    for (const each of buildOrder) this.build(each);

    return this.build(cls);
  }

  /**
   * Closes what this container has built: calls `dispose()` where there is one, last built first,
   * one after another. Children are closed by those who made them.
   *
   * @throws the first error, after all have been tried.
   */
  async dispose(): Promise<void> {
    const failures: unknown[] = [];

    for (const instance of [...this.built].reverse()) {
      if (!isDisposable(instance)) continue;
      try {
        await instance.dispose();
      } catch (error) {
        failures.push(error);
      }
    }

    this.built.clear();
    if (failures.length > 0) throw failures[0];
  }

  private register(cls: Constructor): void {
    const target = cls as InjectionToken & (new (...args: unknown[]) => unknown);
    if (this.inner.isRegistered(target)) return;

    this.inner.register(target, { useClass: target }, { lifecycle: Lifecycle.ContainerScoped });
  }

  private build<T>(cls: Constructor<T>): T {
    try {
      const instance = this.inner.resolve(cls as InjectionToken<T>);
      this.built.add(instance);

      return instance;
    } catch (error) {
      if (error instanceof ConnectorError) throw error;
      const reason = error instanceof Error ? error.message : String(error);
      throw new InjectionError(
        'INJECTION_CONSTRUCTOR_FAILED',
        { className: tokenName(cls), reason },
        { cause: error },
      );
    }
  }
}

function isDisposable(value: unknown): value is Disposable {
  return typeof (value as Disposable | null)?.dispose === 'function';
}
