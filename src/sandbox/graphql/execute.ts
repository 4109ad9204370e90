import { Kind } from 'graphql/language/kinds.js';
import type { FieldNode } from 'graphql';
import { readDocument } from './document.js';
import { introspectType } from './introspection.js';
import { PlatformRefusal, type RefusalReply } from '../platform-refusal.js';
import { collectFields, project, type ProjectionScope } from './projection.js';
import { namedType, type Schema } from './schema.js';
import { validateDocument } from './validate-document.js';
import { argumentsOf, coerceVariables } from './variables.js';

/** A GraphQL request, once its body has been read. */
export interface GraphqlRequest {
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly operationName: string | null;
}

/** A GraphQL reply; its HTTP status is 200 whatever it holds. */
export interface GraphqlReply {
  readonly data?: Readonly<Record<string, unknown>> | null;
  readonly errors?: readonly RefusalReply[];
}

/** Answers one root field. */
export type RootResolver = (
  rootType: 'Query' | 'Mutation',
  field: string,
  args: Readonly<Record<string, unknown>>,
) => unknown;

/**
 * Runs a GraphQL request: read, check, coerce, answer each root field in turn, cut to the selection.
 * Never throws; whatever goes wrong is in `errors`.
 */
export async function execute(
  request: GraphqlRequest,
  schema: Schema,
  resolve: RootResolver,
): Promise<GraphqlReply> {
  try {
    const document = readDocument(request.query, request.operationName);
    validateDocument(document, schema);
    const variables = coerceVariables(document.variables, request.variables, schema);

    return await answer({ document, schema, variables }, resolve);
  } catch (error) {
    return { errors: [refusalOf(error).toReply()] };
  }
}

async function answer(scope: ProjectionScope, resolve: RootResolver): Promise<GraphqlReply> {
  const { operation, rootType } = scope.document;
  const data: (readonly [string, unknown])[] = [];
  const errors: RefusalReply[] = [];
  let isNulled = false;

  const roots = collectFields([operation.selectionSet], new Map(), rootType, scope);
  for (const [key, fields] of roots) {
    try {
      data.push([key, await rootValue(fields, scope, resolve)]);
    } catch (error) {
      errors.push(refusalOf(error).toReply([key]));
      data.push([key, null]);
      const type = scope.schema.field(rootType, fields[0].name.value)?.type;
      isNulled ||= type?.kind === Kind.NON_NULL_TYPE;
    }
  }

  return {
    ...(errors.length > 0 && { errors }),
    data: isNulled ? null : Object.fromEntries(data),
  };
}

async function rootValue(
  fields: readonly [FieldNode, ...FieldNode[]],
  scope: ProjectionScope,
  resolve: RootResolver,
): Promise<unknown> {
  const { rootType } = scope.document;
  const name = fields[0].name.value;
  if (name === '__typename') return rootType;

  const spec = scope.schema.field(rootType, name);
  const args = argumentsOf(fields[0], spec, scope.variables, scope.schema);
  const sets = fields.flatMap(field => (field.selectionSet ? [field.selectionSet] : []));
  if (name === '__type') {
    return project(introspectType(String(args.name), scope.schema), sets, '__Type', scope);
  }

  return project(await resolve(rootType, name, args), sets, spec && namedType(spec.type), scope);
}

function refusalOf(error: unknown): PlatformRefusal {
  if (error instanceof PlatformRefusal) return error;
  // A document nested thousands of levels deep ends here, as it would exhaust any server.
  const reason = error instanceof Error ? error.message : String(error);

  return new PlatformRefusal('INTERNAL_SERVER_ERROR', reason);
}
