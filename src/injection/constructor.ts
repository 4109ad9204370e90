/** A class that can be built with `new`, whatever its constructor takes. */
export type Constructor<T = unknown> = new (...args: never[]) => T;

/** A class that stands for something, built or not: an abstract class such as `Clock` too. */
export type AbstractConstructor<T = unknown> = abstract new (...args: never[]) => T;
