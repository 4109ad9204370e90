import { StringDecoder } from 'node:string_decoder';
import { createParser } from 'eventsource-parser';
import { MessageHead } from './message-head.js';
import type { StreamMessage } from './stream-message.js';
import { isPosition } from './stream-position.js';

/** A blank line, however lines end. */
const BLANK = /\n\n|\r\r|\r\n\r\n|\r\n\n|\n\r\n/;
/** Characters that may belong to a blank line which begins in one chunk and ends in the next. */
const OVERLAP = 3;

/**
 * Makes messages of the bytes of one connection, chunk by chunk. A message larger than the limit is
 * left out, with its beginning in its place; the next one is read as ever.
 *
 * @see https://html.spec.whatwg.org/multipage/server-sent-events.html
 */
export class SseReader {
  private readonly decoder = new StringDecoder('utf8');
  private readonly parser;
  private readonly head = new MessageHead();
  private messages: StreamMessage[] = [];
  /** The end of what was left out so far, while something is. */
  private leftOut: string | undefined;

  /**
   * @param maxCharacters of one message
   * @param onRetry told the pause, in milliseconds, that the server asks for before a reconnect
   */
  constructor(maxCharacters: number, onRetry: (ms: number) => void) {
    this.parser = createParser({
      maxBufferSize: maxCharacters,
      onRetry,
      onEvent: ({ id, event, data }) => {
        this.messages.push({ id: isPosition(id) ? id : undefined, name: event ?? '', text: data });
      },
      onError: ({ type }) => {
        if (type === 'max-buffer-size-exceeded') this.leftOut = '';
      },
    });
  }

  /** The messages that a chunk completes, in their order. */
  feed(chunk: Uint8Array): readonly StreamMessage[] {
    const text = this.decoder.write(chunk);
    this.head.follow(text);
    const rest = this.leftOut === undefined ? text : this.afterBlank(text);
    if (rest !== '') this.parse(rest);
    const { messages } = this;
    if (messages.length > 0) this.messages = [];

    return messages;
  }

  private parse(text: string): void {
    this.parser.feed(text);
    if (this.leftOut === undefined) return;
    this.leftOut = text.slice(-OVERLAP);
    this.parser.reset();
    this.messages.push(this.head.message());
  }

  /** Looks for the end of the message that is left out. */
  private afterBlank(text: string): string {
    const joined = `${this.leftOut ?? ''}${text}`;
    const blank = BLANK.exec(joined);
    this.leftOut = blank ? undefined : joined.slice(-OVERLAP);

    return blank ? joined.slice(blank.index + blank[0].length) : '';
  }
}
