import type { StreamMessage } from './stream-message.js';
import { isPosition } from './stream-position.js';

/** Characters of a message that are kept of it when it is too large to be read. */
const KEPT = 65_536;
/** Characters that may belong to a blank line which begins in one chunk and ends in the next. */
const OVERLAP = 3;
/** A blank line, however lines end. */
const BLANK = /\n\n|\r\r|\r\n\r\n|\r\n\n|\n\r\n/;

/** Remembers how the message that is not complete yet begins: all that is left of one that is too large. */
export class MessageHead {
  private head = '';
  private tail = '';

  /** Takes the next text of the connection. */
  follow(text: string): void {
    const seam = `${this.tail}${text.slice(0, OVERLAP)}`;
    const begins = Math.max(endOfLastBlank(text), endOfBlank(seam) - this.tail.length);
    this.tail = `${this.tail}${text.slice(-OVERLAP)}`.slice(-OVERLAP);
    if (begins > 0) this.head = text.slice(begins, begins + KEPT);
    else if (this.head.length < KEPT) this.head += text.slice(0, KEPT - this.head.length);
  }

  /** The message as far as it is known: its position and name, and the beginning of its data. */
  message(): StreamMessage {
    const fields = new Map<string, string>();
    for (const line of this.head.split(/\r\n|\n|\r/)) {
      const [, name, value] = /^(id|event|data): ?(.*)$/s.exec(line) ?? [];
      if (name !== undefined && value !== undefined) fields.set(name, value);
    }
    const id = fields.get('id');

    return {
      id: isPosition(id) ? id : undefined,
      name: fields.get('event') ?? '',
      text: fields.get('data') ?? '',
      isTooLarge: true,
    };
  }
}

function endOfBlank(text: string): number {
  const blank = BLANK.exec(text);

  return blank ? blank.index + blank[0].length : 0;
}

function endOfLastBlank(text: string): number {
  // Looking for a character that is not there costs far less than searching backwards for several.
  if (!text.includes('\n') && !text.includes('\r')) return 0;
  const blanks = text.includes('\r') ? ['\n\n', '\r\n\r\n', '\r\r'] : ['\n\n'];
  const ends = blanks.map(blank => {
    const at = text.lastIndexOf(blank);
    return at < 0 ? 0 : at + blank.length;
  });

  return Math.max(...ends);
}
