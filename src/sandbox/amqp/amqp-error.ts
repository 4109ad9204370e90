/** The reply codes of AMQP 0-9-1 that are answered here. @see AMQP 0-9-1 §1.2 */
export const REPLY_CODES = {
  NO_ROUTE: 312,
  CONNECTION_FORCED: 320,
  ACCESS_REFUSED: 403,
  NOT_FOUND: 404,
  RESOURCE_LOCKED: 405,
  PRECONDITION_FAILED: 406,
  FRAME_ERROR: 501,
  SYNTAX_ERROR: 502,
  COMMAND_INVALID: 503,
  CHANNEL_ERROR: 504,
  UNEXPECTED_FRAME: 505,
  NOT_ALLOWED: 530,
  NOT_IMPLEMENTED: 540,
  INTERNAL_ERROR: 541,
} as const;

/** Name of a reply code. */
export type ReplyName = keyof typeof REPLY_CODES;

/** Codes that end a channel; every other one ends the connection. */
const SOFT = new Set<ReplyName>([
  'ACCESS_REFUSED',
  'NOT_FOUND',
  'RESOURCE_LOCKED',
  'PRECONDITION_FAILED',
]);

/** Room of a reply text: a short string. */
const MAX_TEXT_BYTES = 255;

/** What a peer did wrong, as it is answered: in words that RabbitMQ's clients know. */
export class AmqpError extends Error {
  /** Code of the answer. */
  readonly code: number;

  constructor(
    readonly reply: ReplyName,
    reason: string,
  ) {
    super(`${reply} - ${reason}`);
    this.name = 'AmqpError';
    this.code = REPLY_CODES[reply];
  }

  /** Whether it ends the channel alone. */
  get endsChannelOnly(): boolean {
    return SOFT.has(this.reply);
  }

  /** Its message, cut to what a short string holds. */
  get replyText(): string {
    const bytes = Buffer.from(this.message, 'utf8');
    if (bytes.length <= MAX_TEXT_BYTES) return this.message;

    // Cut inside a character, it would end in a replacement of three bytes.
    return bytes
      .subarray(0, MAX_TEXT_BYTES)
      .toString('utf8')
      .replace(/\uFFFD+$/, '');
  }
}
