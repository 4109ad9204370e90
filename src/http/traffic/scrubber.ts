import { createHash } from 'node:crypto';
import type { Outgoing } from '../outgoing.js';
import { SHORTEST_SECRET, isSecretName, secretsOf, withoutSecrets } from '../secret-names.js';

const MASK = '[secret]';

/** Headers that tell who somebody is, or only that this was another connection. */
const DROPPED =
  /^(?:set-cookie2?|authorization|proxy-.*|www-authenticate|connection|keep-alive|transfer-encoding|content-length|content-encoding|alt-svc|nel|report-to|server-timing|cf-.*|x-amz-.*|x-request-id|x-forwarded-.*|.*(?:token|secret|session|api-?key).*)$/i;

/** Members of JSON and forms whose values are secrets wherever they are found. */
const SECRET_MEMBER =
  /("(?:access_token|refresh_token|id_token|client_secret|client_assertion|password|api_?key)"\s*:\s*)"(?:[^"\\]|\\.)*"/gi;
const FORM_TYPE = /^application\/x-www-form-urlencoded/i;

/** Takes secrets out of traffic: those that it is told, and those that it sees in requests. */
export class Scrubber {
  /** The longest first: one may be part of another. */
  private secrets: string[] = [];

  constructor(secrets: Iterable<string> = []) {
    this.learn(secrets);
  }

  /** Takes note of what a request shows of secrets. */
  learnFrom({ url, headers }: Outgoing): void {
    this.learn(secretsOf(url, headers));
  }

  /** A text without secrets. */
  text(text: string): string {
    return withoutSecrets(text, this.secrets).replace(SECRET_MEMBER, `$1"${MASK}"`);
  }

  /** A URL without secrets. */
  url(url: URL): string {
    const clean = new URL(url);
    clean.username = '';
    clean.password = '';
    for (const name of new Set(clean.searchParams.keys())) {
      if (isSecretName(name)) clean.searchParams.set(name, MASK);
    }

    return this.text(decodedMask(clean.href));
  }

  /** The headers of an answer that are worth keeping. */
  headers(headers: Readonly<Record<string, string>>): Record<string, string> {
    const kept = Object.entries(headers).filter(([name]) => !DROPPED.test(name));

    return Object.fromEntries(kept.map(([name, value]) => [name, this.header(name, value)]));
  }

  /** SHA-256 of a request's body without its secrets; undefined when there is none. */
  digest({ body, headers }: Outgoing): string | undefined {
    if (body === undefined || body.length === 0) return undefined;
    const isForm = FORM_TYPE.test(headers['content-type'] ?? '');
    const text = typeof body === 'string' ? body : Buffer.from(body).toString('latin1');
    const clean = this.text(isForm ? this.form(text) : text);

    return createHash('sha256').update(clean).digest('hex');
  }

  /** The known secrets, for what is scrubbed as bytes. */
  get known(): readonly string[] {
    return this.secrets;
  }

  private learn(secrets: Iterable<string>): void {
    const all = new Set(this.secrets);
    for (const secret of secrets) {
      if (secret.length < SHORTEST_SECRET) continue;
      all.add(secret).add(encodeURIComponent(secret));
      // As it stands inside JSON.
      all.add(JSON.stringify(secret).slice(1, -1));
    }
    this.secrets = [...all].sort((a, b) => b.length - a.length);
  }

  private header(name: string, value: string): string {
    const isAddress = name === 'location' && URL.canParse(value);

    return isAddress ? this.url(new URL(value)) : this.text(value);
  }

  private form(text: string): string {
    const form = new URLSearchParams(text);
    for (const name of new Set(form.keys())) if (isSecretName(name)) form.set(name, MASK);

    return form.toString();
  }
}

function decodedMask(text: string): string {
  return text.replaceAll(encodeURIComponent(MASK), MASK);
}
