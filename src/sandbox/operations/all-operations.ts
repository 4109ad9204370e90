import { bundleOperations } from './bundle-operations.js';
import { connectorOperations } from './connector-operations.js';
import { markingOperations } from './marking-operations.js';
import type { Operation, Operations } from './operation.js';
import { platformOperations } from './platform-operations.js';
import { workOperations } from './work-operations.js';

const SUBJECTS: readonly Operations[] = [
  platformOperations,
  connectorOperations,
  workOperations,
  bundleOperations,
  markingOperations,
];

/** Every operation the sandbox answers, by root type and root field. */
export const ALL_OPERATIONS: Readonly<
  Record<'Query' | 'Mutation', ReadonlyMap<string, Operation>>
> = {
  Query: new Map(SUBJECTS.flatMap(subject => Object.entries(subject.Query))),
  Mutation: new Map(SUBJECTS.flatMap(subject => Object.entries(subject.Mutation))),
};
