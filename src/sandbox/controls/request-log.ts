/** A GraphQL request as the sandbox saw it. */
export interface RequestRecord {
  /** ISO time. */
  readonly at: string;
  /** Name of the operation in the document, such as `RegisterConnector`; null when it has none. */
  readonly operation: string | null;
  /** The document; its first 20 000 characters. */
  readonly query: string;
  /** The variables; a bundle's text is shown as `[bundle: 1234 characters]`, as is what is too long. */
  readonly variables: Readonly<Record<string, unknown>>;
  /** Headers in lower case; the token is shown as `[secret]`. */
  readonly headers: Readonly<Record<string, string>>;
}

/** Requests that are kept; older ones go first. */
const CAPACITY = 10_000;

/** Longest variable and document that are kept as they are. */
const MAX_CHARS = 20_000;

/** Variables whose text is never kept. */
const ELIDED = new Set(['bundle', 'previous_bundle']);

/** Headers that hold secrets. */
const SECRET_HEADERS = new Set(['authorization', 'cookie', 'proxy-authorization']);

/** The GraphQL requests a sandbox has seen, oldest first. */
export class RequestLog {
  readonly #records: RequestRecord[] = [];

  /** Remembers a request. */
  add(request: {
    readonly at: Date;
    readonly query: string;
    readonly operationName: string | null;
    readonly variables: Readonly<Record<string, unknown>>;
    readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  }): RequestRecord {
    const record: RequestRecord = {
      at: request.at.toISOString(),
      operation: request.operationName ?? nameIn(request.query),
      query: request.query.slice(0, MAX_CHARS),
      variables: withoutBundles(request.variables),
      headers: withoutSecrets(request.headers),
    };
    this.#records.push(record);
    if (this.#records.length > CAPACITY) this.#records.shift();

    return record;
  }

  /** A copy of what is kept. */
  all(): readonly RequestRecord[] {
    return [...this.#records];
  }
}

function nameIn(query: string): string | null {
  return /\b(?:query|mutation)\s+([_A-Za-z]\w*)/.exec(query)?.[1] ?? null;
}

function withoutBundles(
  variables: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    Object.entries(variables).map(([name, value]) => {
      if (ELIDED.has(name) && typeof value === 'string') {
        return [name, `[bundle: ${value.length} characters]`];
      }
      const text = JSON.stringify(value) ?? 'null';
      // Read back, so that a file is kept as the text it is shown as, and its bytes are not kept.
      const shown: unknown =
        text.length > MAX_CHARS ? `[${text.length} characters]` : JSON.parse(text);
      return [name, shown];
    }),
  );
}

function withoutSecrets(
  headers: Readonly<Record<string, string | readonly string[] | undefined>>,
): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) => {
      if (value === undefined) return [];
      if (SECRET_HEADERS.has(name)) return [[name, '[secret]']];
      return [[name, typeof value === 'string' ? value : value.join(', ')]];
    }),
  );
}
