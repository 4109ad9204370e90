import { createHash, randomUUID } from 'node:crypto';
import { ADMINISTRATOR, AUTOMATION, type User, type UserToken } from './user.js';

/** What a user is made with. */
export interface UserInput {
  readonly name: string;
  readonly email: string;
  readonly isServiceAccount: boolean;
  readonly maxConfidence: number;
  readonly groups: readonly string[];
}

/** Users that are there from the start. */
const BUILT_IN = [ADMINISTRATOR, AUTOMATION];

/** The administrator, whose token the sandbox was started with, and the service accounts. */
export class Users {
  readonly #users = new Map<string, User>(BUILT_IN.map(user => [user.id, user]));
  readonly #tokens = new Map<string, UserToken>();
  /** By a hash, so that how long a look-up takes tells nothing of a token. */
  readonly #byHash = new Map<string, string>();

  constructor(
    token: string,
    private readonly newToken: () => string,
    private readonly now: () => Date,
    private readonly changed: () => void,
  ) {
    this.#byHash.set(hashOf(token), ADMINISTRATOR.id);
  }

  /** Makes a user; the one that has this address already is given back. */
  add(input: UserInput): User {
    const known = this.all().find(({ email }) => email === input.email);
    if (known) return known;
    const user: User = { ...input, id: randomUUID(), hasBypass: false };
    this.#users.set(user.id, user);
    this.changed();

    return user;
  }

  /** Gives a user a new token. */
  addToken(userId: string, name: string): UserToken {
    const plaintext = this.newToken();
    const createdAt = this.now().toISOString();
    const token: UserToken = { id: randomUUID(), name, userId, plaintext, createdAt };
    this.#tokens.set(token.id, token);
    this.#byHash.set(hashOf(plaintext), userId);

    return token;
  }

  /** Takes a token back; false when there is none. */
  revokeToken(id: string): boolean {
    const token = this.#tokens.get(id);
    if (!token) return false;
    this.#tokens.delete(id);
    this.#byHash.delete(hashOf(token.plaintext));

    return true;
  }

  /** The user that a token stands for. */
  byToken(token: string): User | undefined {
    const id = this.#byHash.get(hashOf(token));

    return id === undefined ? undefined : this.#users.get(id);
  }

  /** A user by id. */
  get(id: string): User | undefined {
    return this.#users.get(id);
  }

  /** All users; the administrator first. */
  all(): readonly User[] {
    return [...this.#users.values()];
  }

  /** The tokens of a user, oldest first; the one the sandbox was started with is not among them. */
  tokensOf(userId: string): readonly UserToken[] {
    return [...this.#tokens.values()].filter(token => token.userId === userId);
  }

  /** Those that were not there from the start. */
  added(): readonly User[] {
    return this.all().filter(user => !BUILT_IN.includes(user));
  }

  /** Takes back the users an earlier sandbox had kept; their tokens are not kept. */
  restore(users: readonly User[]): void {
    for (const user of users) this.#users.set(user.id, user);
  }
}

function hashOf(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}
