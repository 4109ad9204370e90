import type { StixMatchers } from './stix-matchers.js';

declare global {
  namespace jest {
    interface Matchers<R, T> extends StixMatchers<R> {}
  }
}
