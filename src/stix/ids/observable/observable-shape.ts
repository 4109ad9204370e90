import { text } from './scalar-cleaners.js';
import type { Shape } from './shape.js';

/** What an observable type looks like, and what tells two observables of it apart. */
export interface ObservableShape extends Shape {
  /** Properties that an id is made from. When none of them is there, the id is random. */
  readonly identity: readonly string[];
  /** Without any of these there is nothing to tell apart, and no id is made. */
  readonly essential?: readonly string[];
}

/** An observable that is known by its `value`. */
export function valued(others: Shape['properties'] = {}): ObservableShape {
  return { properties: { value: text, ...others }, required: ['value'], identity: ['value'] };
}
