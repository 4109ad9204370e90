import type { FactsOf } from '../errors/index.js';

/** One error of a GraphQL answer, free of the values that were sent. */
export type GraphqlFault = FactsOf<'PLATFORM_REFUSED'>['faults'][number];

const MAX_FAULTS = 20;
const MAX_MESSAGE = 500;

/**
 * Reads the `errors` of a GraphQL answer, however odd they are.
 *
 * @param secrets texts that no message may repeat
 * @see OpenCTI `opencti-graphql/src/config/errors.js`: `name` copies `extensions.code`
 */
export function readFaults(errors: unknown, secrets: readonly string[] = []): GraphqlFault[] {
  if (errors === undefined || errors === null) return [];
  const list: unknown[] = Array.isArray(errors) ? errors : [errors];

  return list.slice(0, MAX_FAULTS).map(error => readFault(error, secrets));
}

/**
 * What a message may repeat of a request: nothing of its variables, which GraphQL quotes after
 * "got invalid value", and no secret.
 */
export function publicMessage(message: string, secrets: readonly string[]): string {
  const unquoted = message.replace(/got invalid value[\s\S]*/, 'got an invalid value');
  const hidden = secrets.reduce((text, secret) => text.replaceAll(secret, '[secret]'), unquoted);

  return hidden.length > MAX_MESSAGE ? `${hidden.slice(0, MAX_MESSAGE)}…` : hidden;
}

function readFault(error: unknown, secrets: readonly string[]): GraphqlFault {
  const extensions = own(error, 'extensions');
  const code = textOf(own(extensions, 'code')) ?? textOf(own(error, 'name')) ?? 'UNKNOWN_ERROR';
  const message = textOf(own(error, 'message')) ?? 'no message';
  const path = own(error, 'path');
  const capability = missingCapability(own(extensions, 'data'));

  return {
    code: code.slice(0, 100),
    message: publicMessage(message, secrets),
    ...(Array.isArray(path) && { path: path.slice(0, 10).map(pathPart).join('.').slice(0, 200) }),
    ...(capability && { capability }),
  };
}

function missingCapability(data: unknown): string | undefined {
  if (typeof data !== 'object' || data === null) return undefined;
  const key = Object.keys(data).find(name => /capabilit/i.test(name));
  const value = key === undefined ? undefined : own(data, key);
  const names = (Array.isArray(value) ? value : [value]).filter(
    (name): name is string => typeof name === 'string' && /^[A-Z_]{1,60}$/.test(name),
  );

  return names.slice(0, 5).join(', ') || undefined;
}

function pathPart(part: unknown): string {
  return typeof part === 'string' || typeof part === 'number' ? String(part) : '?';
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

function own(value: unknown, key: string): unknown {
  const isThere = typeof value === 'object' && value !== null && Object.hasOwn(value, key);

  return isThere ? (value as Record<string, unknown>)[key] : undefined;
}
