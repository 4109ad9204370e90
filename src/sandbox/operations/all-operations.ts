import { bundleOperations } from './bundle-operations.js';
import { connectorOperations } from './connector-operations.js';
import { editingOperations } from './editing-operations.js';
import { entityOperations } from './entity-operations.js';
import { exportOperations } from './export-operations.js';
import { fileOperations } from './file-operations.js';
import { makingOperations } from './making-operations.js';
import { markingOperations } from './marking-operations.js';
import { metaOperations } from './meta-operations.js';
import type { Operation, Operations } from './operation.js';
import { platformOperations } from './platform-operations.js';
import { relationshipOperations } from './relationship-operations.js';
import { userOperations } from './user-operations.js';
import { workOperations } from './work-operations.js';
import { workspaceOperations } from './workspace-operations.js';

const SUBJECTS: readonly Operations[] = [
  platformOperations,
  connectorOperations,
  workOperations,
  bundleOperations,
  markingOperations,
  entityOperations,
  relationshipOperations,
  makingOperations,
  editingOperations,
  metaOperations,
  fileOperations,
  exportOperations,
  workspaceOperations,
  userOperations,
];

/** Every operation the sandbox answers, by root type and root field. */
export const ALL_OPERATIONS: Readonly<
  Record<'Query' | 'Mutation', ReadonlyMap<string, Operation>>
> = {
  Query: new Map(SUBJECTS.flatMap(subject => Object.entries(subject.Query))),
  Mutation: new Map(SUBJECTS.flatMap(subject => Object.entries(subject.Mutation))),
};
