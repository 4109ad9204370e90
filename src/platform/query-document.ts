import { createRequire } from 'node:module';
import type { DocumentNode } from 'graphql';

/**
 * A document that carries the types of its answer and its variables, as GraphQL code generators
 * write them: a `TypedDocumentNode`, or a typed string.
 *
 * @see https://the-guild.dev/graphql/codegen/plugins/typescript/typed-document-node
 */
export type TypedDocument<T, V> = (DocumentNode | TypedDocumentText) & {
  /** Carries the types; there is nothing in it. */
  readonly __apiType?: (variables: V) => T;
};

/** A document that is its own text. */
export interface TypedDocumentText {
  /** The document. */
  toString(): string;
}

/** The text of a document, however it is given. */
export function documentText(document: string | TypedDocument<unknown, never>): string {
  return isNode(document) ? printed(document) : String(document);
}

function isNode(document: unknown): document is DocumentNode {
  return typeof document === 'object' && document !== null && 'kind' in document;
}

/** Few connectors have such documents; the others are not to wait for GraphQL's own library. */
function printed(document: DocumentNode): string {
  const { print } = createRequire(__filename)('graphql') as typeof import('graphql');

  return print(document);
}
