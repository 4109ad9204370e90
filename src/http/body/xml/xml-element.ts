/** An element of an XML document, with all that is in it. */
export class XmlElement {
  /** Its attributes by name, as written: `href`, `xml:lang`. */
  readonly attributes: Readonly<Record<string, string>>;
  private readonly inside: XmlElement[] = [];
  private readonly texts: string[] = [];

  /** @internal */
  constructor(
    /** Its name without prefix: `creator` for `dc:creator`. */
    readonly name: string,
    /** The namespace that its prefix stands for; empty for none. */
    readonly namespace: string,
    attributes: Readonly<Record<string, string>>,
  ) {
    this.attributes = attributes;
  }

  /** The elements directly inside, in their order. */
  get children(): readonly XmlElement[] {
    return this.inside;
  }

  /** All text in it, that of the elements inside too, without blanks around it. */
  get text(): string {
    return this.pieces().join('').trim();
  }

  /** The first element directly inside that has a name; of a namespace, if one is given. */
  child(name: string, namespace?: string): XmlElement | undefined {
    return this.inside.find(each => each.is(name, namespace));
  }

  /** All elements directly inside that have a name. */
  all(name: string, namespace?: string): readonly XmlElement[] {
    return this.inside.filter(each => each.is(name, namespace));
  }

  /** The text of the first element directly inside that has a name; undefined when it has none. */
  textOf(name: string, namespace?: string): string | undefined {
    return this.child(name, namespace)?.text || undefined;
  }

  /** @internal */
  append(part: XmlElement | string): void {
    this.inside.push(...(typeof part === 'string' ? [] : [part]));
    this.texts.push(typeof part === 'string' ? part : '');
  }

  private is(name: string, namespace: string | undefined): boolean {
    return this.name === name && (namespace === undefined || this.namespace === namespace);
  }

  /** Texts and elements stand in `texts` in their order, an element as an empty text. */
  private pieces(): string[] {
    let next = 0;

    return this.texts.map(text => (text === '' ? (this.inside[next++]?.text ?? '') : text));
  }
}
