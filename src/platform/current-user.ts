import type { AnswerReader } from './answer-reader.js';

/** What is asked about the user of the token. */
export const CURRENT_USER_FIELDS =
  'id user_email name capabilities { name } effective_confidence_level { max_confidence }';

/** The user that a token belongs to. */
export class CurrentUser {
  /** Internal id. */
  readonly id: string;
  readonly name: string;
  /** Null when OpenCTI does not tell. */
  readonly email: string | null;
  /** Names of what the user may do, such as `CONNECTORAPI` and `KNOWLEDGE_KNUPDATE_KNDELETE`. */
  readonly capabilities: ReadonlySet<string>;
  /** Highest confidence that the user's data may have; null when it has none, or is not told. */
  readonly maxConfidence: number | null;

  /** @internal */
  constructor(node: AnswerReader) {
    const level = node.objectIfAny('effective_confidence_level');
    this.id = node.text('id');
    this.name = node.textIfAny('name') ?? '';
    this.email = node.textIfAny('user_email');
    this.capabilities = new Set(node.objects('capabilities').map(each => each.text('name')));
    this.maxConfidence = level ? level.countIfAny('max_confidence') : null;
  }

  /**
   * Whether the user has a capability, or one below it: who has `KNOWLEDGE_KNUPDATE` has
   * `KNOWLEDGE`. BYPASS stands for all.
   *
   * @see OpenCTI `opencti-graphql/src/graphql/authDirective.ts`
   */
  can(capability: string): boolean {
    const names = [...this.capabilities];

    return names.includes('BYPASS') || names.some(name => name.includes(capability));
  }

  /** Those of several capabilities that the user lacks. */
  missing(capabilities: readonly string[]): string[] {
    return capabilities.filter(capability => !this.can(capability));
  }
}
