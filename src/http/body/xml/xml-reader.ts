import { TextDecoder } from 'node:util';
import type { SaxesAttributeNS, SaxesParser, SaxesTagNS } from 'saxes';
import type { HttpError } from '../../../errors/index.js';
import type { ItemReader } from '../item-reader.js';
import type { ItemTally } from '../item-tally.js';
import { MAX_ITEM_BYTES, type ReadOptions } from '../read-options.js';
import { HTML_ENTITIES } from './html-entities.js';
import { XmlElement } from './xml-element.js';
import { xmlEncoding } from './xml-encoding.js';

/** How XML is read. */
export interface XmlReadOptions extends ReadOptions {
  /** The encoding, as the WHATWG names it. Default: what the source or the document says. */
  readonly encoding?: string;
}

/** Elements that may be open at once. */
const MAX_DEPTH = 256;

/** Enough to see the encoding that a document declares. */
const HEAD_BYTES = 256;

const XMLNS = 'http://www.w3.org/2000/xmlns/';
const XML_ENTITIES = { amp: '&', gt: '>', lt: '<', quot: '"', apos: "'" };

/** The item that is being read. */
interface Item {
  readonly number: number;
  readonly line: number;
  /** Its element and those open inside, outermost first. */
  readonly open: XmlElement[];
  length: number;
  problem?: string;
}

/**
 * Reads the elements of one or several names, wherever they are. Entities that the document declares
 * are refused, and nothing is ever loaded from elsewhere.
 */
export class XmlReader implements ItemReader<XmlElement> {
  private head: Uint8Array = new Uint8Array();
  private decoder: TextDecoder | undefined;
  private readonly done: XmlElement[] = [];
  private item: Item | undefined;
  private items = 0;
  private depth = 0;
  /** Characters since the parser last told anything: it holds them all. */
  private held = 0;
  private isEnding = false;
  private strayProblem: string | undefined;
  /** What was wrong in the tag that is being read. */
  private tagProblem: string | undefined;
  private isInTag = false;

  constructor(
    private readonly names: ReadonlySet<string>,
    private readonly parser: SaxesParser<{ xmlns: true }>,
    private readonly tally: ItemTally,
    private readonly options: XmlReadOptions,
  ) {
    parser.ENTITIES = Object.assign(
      Object.create(null) as Record<string, string>,
      HTML_ENTITIES,
      XML_ENTITIES,
    );
    parser.on('doctype', text => this.refuseEntities(text));
    parser.on('opentagstart', () => (this.isInTag = true));
    parser.on('opentag', tag => this.open(tag));
    parser.on('closetag', () => this.close());
    parser.on('text', text => this.add(text));
    parser.on('cdata', text => this.add(text));
    parser.on('comment', () => (this.held = 0));
    parser.on('error', error => this.stumble(error));
  }

  push(chunk: Uint8Array): Iterable<XmlElement> {
    if (this.decoder) return this.write(this.decoder.decode(chunk, { stream: true }));
    this.head = Buffer.concat([this.head, chunk]);

    return this.head.length < HEAD_BYTES ? [] : this.begin();
  }

  *end(): Generator<XmlElement, void> {
    // One after the other: what is complete is given before the end is looked at.
    if (this.decoder === undefined) yield* this.begin();
    yield* this.write(this.decoder?.decode() ?? '');
    this.isEnding = true;
    this.parser.close();
    if (this.items === 0 && this.strayProblem) throw this.tally.fail(this.strayProblem);
  }

  private begin(): Iterable<XmlElement> {
    const encoding = xmlEncoding(this.head, this.options.encoding);
    try {
      this.decoder = new TextDecoder(encoding);
    } catch {
      throw this.tally.fail(`its encoding is not known: ${encoding.slice(0, 20)}`);
    }

    return this.write(this.decoder.decode(this.head, { stream: true }));
  }

  private write(text: string): XmlElement[] {
    const { maxItemBytes = MAX_ITEM_BYTES } = this.options;
    this.held += text.length;
    this.parser.write(text);
    if (this.held > maxItemBytes) {
      throw this.tally.fail(`a text or tag is longer than ${maxItemBytes} characters`, this.place);
    }

    return this.done.splice(0);
  }

  private open(tag: SaxesTagNS): void {
    const problem = this.tagProblem;
    this.tagProblem = undefined;
    this.isInTag = false;
    this.held = 0;
    this.depth += 1;
    if (this.depth > MAX_DEPTH) {
      throw this.tally.fail(`elements are nested more than ${MAX_DEPTH} deep`, this.place);
    }
    if (this.depth === 1 && tag.local.toLowerCase() === 'html') {
      throw this.tally.fail('it is an HTML page');
    }
    if (this.item === undefined && !this.names.has(tag.local)) return;

    this.item ??= { number: ++this.items, line: this.parser.line, open: [], length: 0, problem };
    const element = elementOf(tag);
    this.item.open.at(-1)?.append(element);
    this.item.open.push(element);
    this.grow(JSON.stringify(element.attributes).length + tag.name.length);
  }

  private close(): void {
    this.held = 0;
    this.depth -= 1;
    const { item } = this;
    const element = item?.open.pop();
    if (item === undefined || element === undefined || item.open.length > 0) return;
    this.item = undefined;
    if (item.problem === undefined) this.done.push(element);
    else this.tally.leaveOut(`item ${item.number}, line ${item.line}`, item.problem);
  }

  private add(text: string): void {
    this.held = 0;
    if (this.item === undefined || text === '') return;
    this.grow(text.length);
    if (this.item.problem === undefined) this.item.open.at(-1)?.append(text);
  }

  private grow(length: number): void {
    const { maxItemBytes = MAX_ITEM_BYTES } = this.options;
    if (this.item === undefined) return;
    this.item.length += length;
    if (this.item.length > maxItemBytes) {
      this.item.problem ??= `it is larger than ${maxItemBytes} characters`;
    }
  }

  /** The parser goes on after an error; only the item that it is in is lost. */
  private stumble(error: Error): void {
    const reason = error.message.replace(/^\d+:\d+: /, '');
    if (this.isEnding) throw this.endProblem(reason);
    if (this.item) this.item.problem ??= reason;
    else if (this.isInTag) this.tagProblem ??= reason;
    else this.strayProblem ??= `${reason} (${this.place})`;
  }

  /** What has no element at all was never XML; what has, and does not close it, was cut. */
  private endProblem(reason: string): HttpError {
    if (this.depth === 0 && this.strayProblem) return this.tally.fail(this.strayProblem);

    return this.depth > 0 || this.items === 0
      ? this.tally.cut(`the XML is not complete: ${reason}`)
      : this.tally.fail(reason, this.place);
  }

  private refuseEntities(doctype: string): void {
    this.held = 0;
    if (/<!ENTITY/i.test(doctype)) {
      throw this.tally.fail('it declares entities of its own, which are never taken', this.place);
    }
  }

  private get place(): string {
    return `line ${this.parser.line}`;
  }
}

function elementOf({ local, uri, attributes }: SaxesTagNS): XmlElement {
  const plain = Object.values(attributes)
    .filter((attribute: SaxesAttributeNS) => attribute.uri !== XMLNS)
    .map(({ name, value }): [string, string] => [name, value]);

  return new XmlElement(local, uri, Object.fromEntries(plain));
}
