/** One link of a `Link` header. */
export interface Link {
  /** As it is written; relative to the address of the reply. */
  readonly target: string;
  /** What it leads to, such as `next`, in lower case. */
  readonly rels: readonly string[];
}

const LINK =
  /<([^>]*)>((?:\s*;\s*[\w!#$&+\-.^`|~*]+\s*(?:=\s*(?:"(?:[^"\\]|\\.)*"|[^\s",;]+))?)*)/g;
const REL = /;\s*rel\s*=\s*(?:"([^"]*)"|([^\s",;]+))/i;

/**
 * Reads a `Link` header. What can't be read is left out.
 *
 * @see RFC 8288 section 3
 */
export function readLinks(header: string | undefined): readonly Link[] {
  return [...(header ?? '').matchAll(LINK)].map(([, target = '', parameters = '']) => {
    const [, quoted, plain] = REL.exec(parameters) ?? [];
    const rels = (quoted ?? plain ?? '').toLowerCase().split(/\s+/).filter(Boolean);

    return { target: target.trim(), rels };
  });
}
