import 'reflect-metadata';
import type { Constructor } from '../injection/index.js';
import type { ConnectorKind } from './connector-kind.js';

/** What one class decorator wrote down: the kind, and what the author said about it. */
export interface Declaration {
  readonly kind: ConnectorKind;
  /** As they were given; from JavaScript they may be anything. */
  readonly options: unknown;
}

/** What lies on a class: the declarations, and the copy of octiflow whose decorators wrote them. */
interface Written {
  readonly copy: symbol;
  readonly folder: string;
  readonly declarations: readonly Declaration[];
}

// Shared by all copies of octiflow in a process, so that a second copy can be told from none.
const DECLARATIONS = Symbol.for('octiflow.declarations');
const THIS_COPY = Symbol('this copy of octiflow');

/** Adds what a decorator says to its class; a class with two declarations is refused when explored. */
export function appendDeclaration(target: Constructor, declaration: Declaration): void {
  const written: Written = {
    copy: THIS_COPY,
    folder: __dirname,
    declarations: [...readDeclarations(target), declaration],
  };

  Reflect.defineMetadata(DECLARATIONS, written, target);
}

/** What the decorators of a class itself wrote down, the one nearest to the class first. */
export function readDeclarations(value: unknown): readonly Declaration[] {
  const written = readWritten(value);

  return written?.copy === THIS_COPY ? written.declarations : [];
}

/** Where the other copy of octiflow lies, when a class was declared with another copy's decorator. */
export function foreignCopyOf(value: unknown): string | undefined {
  const written = readWritten(value);

  return written && written.copy !== THIS_COPY ? String(written.folder) : undefined;
}

function readWritten(value: unknown): Written | undefined {
  if (typeof value !== 'function') return undefined;

  return Reflect.getOwnMetadata(DECLARATIONS, value) as Written | undefined;
}

/** How the decorator of a kind is written. */
export const DECORATORS: Readonly<Record<ConnectorKind, string>> = {
  EXTERNAL_IMPORT: '@ExternalImport',
  INTERNAL_ENRICHMENT: '@Enrichment',
  INTERNAL_IMPORT_FILE: '@ImportFile',
  INTERNAL_EXPORT_FILE: '@ExportFile',
  INTERNAL_ANALYSIS: '@Analysis',
  STREAM: '@Stream',
};
