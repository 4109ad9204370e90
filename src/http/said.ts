import type { Outgoing } from './outgoing.js';
import { secretsOf, withoutSecrets } from './secret-names.js';

/** Members of JSON answers in which sources put their reasons, the most telling first. */
const MEMBERS = ['error_description', 'message', 'detail', 'error', 'title', 'msg', 'description'];

const MAX_LENGTH = 200;
const CONTROL = /[\p{Cc}\p{Cf}]+/gu;

/**
 * The reason that a source gives for a failure: from a `message` header, or from its JSON. What the
 * request holds of secrets is replaced, as some sources send it back.
 *
 * @returns undefined when it gives none that a person could read
 */
export function saidBy(
  request: Outgoing,
  answer: { readonly headers: Readonly<Record<string, string>>; readonly body: Buffer },
): string | undefined {
  const reason = answer.headers['message'] ?? reasonIn(answer.body);
  if (reason === undefined) return undefined;
  const clean = withoutSecrets(reason, secretsOf(request.url, request.headers));

  return clean.replace(CONTROL, ' ').trim().slice(0, MAX_LENGTH) || undefined;
}

function reasonIn(body: Buffer): string | undefined {
  try {
    return reasonOf(JSON.parse(body.toString()) as unknown);
  } catch {
    return undefined;
  }
}

function reasonOf(value: unknown): string | undefined {
  if (typeof value === 'string') return value;
  if (typeof value !== 'object' || value === null) return undefined;
  for (const member of MEMBERS) {
    const inside = reasonOf((value as Record<string, unknown>)[member]);
    if (inside) return inside;
  }

  return undefined;
}
