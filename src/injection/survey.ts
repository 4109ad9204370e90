import { isConfigClass } from '../config/index.js';
import type { Constructor } from './constructor.js';
import { constructorParameters, type Parameter } from './constructor-metadata.js';
import * as holes from './hole.js';
import type { Asked, Hole, Step } from './hole.js';
import { isInjectable } from './injectable.js';
import type { Token } from './token.js';

/** Whether a value stands ready for a token. */
export type IsProvided = (token: Token) => boolean;

/** What a walk through constructors has found. */
export interface Survey {
  /** Every class asked for, the root first. */
  readonly classes: readonly Constructor[];
  /** The classes that have to be built, each after those that it asks for. */
  readonly buildOrder: readonly Constructor[];
  readonly holes: readonly Hole[];
}

/** What a survey may take for granted. */
export interface SurveyOptions {
  /** Whether config classes count as filled although nothing provides them yet. */
  readonly configComesLater: boolean;
}

/** Walks through the constructors of a class and of all classes it asks for. */
export function survey(root: Constructor, isProvided: IsProvided, options: SurveyOptions): Survey {
  return new Walk(isProvided, options).from(root);
}

class Walk {
  private readonly classes = new Set<Constructor>();
  private readonly buildOrder: Constructor[] = [];
  private readonly holes: Hole[] = [];
  private readonly delayed: { readonly target: Constructor; readonly trail: readonly Step[] }[] =
    [];
  /** Classes whose constructors wait for the one that is looked at. */
  private readonly waiting = new Set<Constructor>();

  constructor(
    private readonly isProvided: IsProvided,
    private readonly options: SurveyOptions,
  ) {}

  from(root: Constructor): Survey {
    if (isInjectable(root)) this.visit(root, [{ cls: root }]);
    else this.note(holes.unmarkedRoot(root));

    // A delayed class is built on its own, after those that were waiting for it.
    for (const { target, trail } of this.delayed) this.visit(target, trail);

    return { classes: [...this.classes], buildOrder: this.buildOrder, holes: this.holes };
  }

  private visit(cls: Constructor, trail: readonly Step[]): void {
    if (this.classes.has(cls)) return;
    this.classes.add(cls);
    this.waiting.add(cls);

    const parameters = constructorParameters(cls);
    if (!parameters) this.note(holes.noMetadata(trail));
    parameters?.forEach((parameter, index) => this.follow(parameter, { trail, index }));

    this.waiting.delete(cls);
    this.buildOrder.push(cls);
  }

  private follow(parameter: Parameter, at: Asked): void {
    if (parameter.asks === 'type') return this.ask(parameter.type, at);
    if (parameter.asks === 'delayed') return this.askLater(parameter.cls, at);
    if (typeof parameter.token === 'function') return this.ask(parameter.token, at);
    if (!this.isProvided(parameter.token)) this.note(holes.unknownToken(at, parameter.token));
  }

  private ask(type: unknown, at: Asked): void {
    const cls = this.usable(type, at);
    if (!cls) return;
    if (this.waiting.has(cls)) return this.note(holes.circle(at, cls));

    this.visit(cls, [...at.trail, { cls, via: at.index }]);
  }

  private askLater(target: Constructor | undefined, at: Asked): void {
    const cls = this.usable(target, at);
    if (cls) this.delayed.push({ target: cls, trail: [...at.trail, { cls, via: at.index }] });
  }

  /** The class that has to be built for a parameter; undefined when none has to, or none can. */
  private usable(type: unknown, at: Asked): Constructor | undefined {
    if (isClass(type) && (this.isProvided(type) || isConfigClass(type))) {
      this.classes.add(type);
      if (!this.isProvided(type) && !this.options.configComesLater) {
        this.note(holes.unloadedConfig(at, type));
      }
      return undefined;
    }
    const hole = holes.typeHole(at, type);
    if (!hole && isInjectable(type)) return type;

    this.note(hole ?? holes.unmarked(at, type as Constructor));
    return undefined;
  }

  private note(hole: Hole): void {
    this.holes.push(hole);
  }
}

function isClass(value: unknown): value is Constructor {
  return typeof value === 'function';
}
