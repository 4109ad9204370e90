export { allOf, and, anyOf, followedBy, or } from './combine.js';
export {
  equals,
  fileHash,
  greaterOrEqual,
  greaterThan,
  isSubset,
  isSuperset,
  lessOrEqual,
  lessThan,
  like,
  matches,
  notEquals,
  oneOf,
} from './compare.js';
export { observables } from './observables.js';
