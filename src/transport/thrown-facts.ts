/**
 * What the log says of something that was thrown. It is read by shape: an error may come from another
 * realm (a worker's VM), where `instanceof` fails.
 */
export function thrownFacts(thrown: unknown): { readonly reason: string; readonly code?: string } {
  const { message, code } = (thrown ?? {}) as {
    readonly message?: unknown;
    readonly code?: unknown;
  };
  const [reason = 'something without a message was thrown'] = [message, thrown].filter(isText);

  return { reason, ...(typeof code === 'string' && { code }) };
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}
