import type {
  DocumentNode,
  FragmentDefinitionNode,
  OperationDefinitionNode,
  VariableDefinitionNode,
} from 'graphql';
import { OperationTypeNode } from 'graphql/language/ast.js';
import { Kind } from 'graphql/language/kinds.js';
import { parse } from 'graphql/language/parser.js';
import { PlatformRefusal } from '../platform-refusal.js';

/** One operation, ready to be checked and run. */
export interface GraphqlDocument {
  readonly operation: OperationDefinitionNode;
  /** `Query` or `Mutation`. */
  readonly rootType: 'Query' | 'Mutation';
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  readonly variables: ReadonlyMap<string, VariableDefinitionNode>;
}

/** More tokens than the largest document of pycti by far; a bound for hostile ones. */
const MAX_TOKENS = 50_000;

/**
 * Reads a document and picks the operation to run.
 *
 * @throws PlatformRefusal `GRAPHQL_PARSE_FAILED`, `RESOURCE_NOT_FOUND` for introspection of the whole
 * schema, `OPERATION_RESOLUTION_FAILURE` when no operation or several fit
 */
export function readDocument(query: string, operationName?: string | null): GraphqlDocument {
  if (query.includes('__schema')) {
    throw new PlatformRefusal('RESOURCE_NOT_FOUND', 'Introspection is not allowed');
  }
  const { definitions } = parsed(query);
  const operations = definitions.filter(node => node.kind === Kind.OPERATION_DEFINITION);
  const operation = pick(operations, operationName);
  const fragments = definitions.filter(node => node.kind === Kind.FRAGMENT_DEFINITION);

  return {
    operation,
    rootType: operation.operation === OperationTypeNode.MUTATION ? 'Mutation' : 'Query',
    fragments: new Map(fragments.map(node => [node.name.value, node])),
    variables: new Map(
      operation.variableDefinitions?.map(node => [node.variable.name.value, node]),
    ),
  };
}

function parsed(query: string): DocumentNode {
  try {
    return parse(query, { maxTokens: MAX_TOKENS, noLocation: true });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new PlatformRefusal('GRAPHQL_PARSE_FAILED', reason);
  }
}

function pick(
  operations: readonly OperationDefinitionNode[],
  operationName: string | null | undefined,
): OperationDefinitionNode {
  const candidates = operationName
    ? operations.filter(operation => operation.name?.value === operationName)
    : operations;
  const [operation] = candidates;

  if (!operation && operationName) {
    throw new PlatformRefusal(
      'OPERATION_RESOLUTION_FAILURE',
      `Unknown operation named "${operationName}".`,
    );
  }
  if (!operation || candidates.length > 1) {
    throw new PlatformRefusal(
      'OPERATION_RESOLUTION_FAILURE',
      'Must provide operation name if query contains multiple operations.',
    );
  }
  if (operation.operation === OperationTypeNode.SUBSCRIPTION) {
    throw new PlatformRefusal('BAD_REQUEST', 'Subscriptions need a WebSocket.');
  }

  return operation;
}
