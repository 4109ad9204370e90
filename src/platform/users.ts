import { randomBytes } from 'node:crypto';
import { Secret } from '../config/index.js';
import { AnswerReader } from './answer-reader.js';
import { CURRENT_USER_FIELDS, CurrentUser } from './current-user.js';
import { where } from './filter-group.js';
import { listAll, PAGE_INFO } from './list-pages.js';
import type { PlatformQueries, QueryOptions } from './platform-call.js';

/** A group of users. */
export interface PlatformGroup {
  /** Internal id. */
  readonly id: string;
  readonly name: string;
}

/** A user of OpenCTI. */
export interface PlatformUser {
  /** Internal id. */
  readonly id: string;
  readonly email: string;
  readonly name: string;
}

/** A token of a user, without what it is made of: that is shown once only. */
export interface UserToken {
  readonly id: string;
  readonly name: string;
}

/** How a service account is made. */
export interface NewServiceAccount {
  readonly name: string;
  readonly email: string;
  /** Internal ids of the groups that it belongs to. */
  readonly groupIds: readonly string[];
  /** Highest confidence that its data may have, from 0 to 100. */
  readonly maxConfidence: number;
}

const ME = `query Me { me { ${CURRENT_USER_FIELDS} } }`;
const GROUPS = `query Groups($first: Int, $after: ID, $orderBy: GroupsOrdering, $orderMode: OrderingMode, $search: String, $filters: FilterGroup) {
  groups(first: $first, after: $after, orderBy: $orderBy, orderMode: $orderMode, search: $search, filters: $filters) {
    edges { node { id name } }
    ${PAGE_INFO}
  }
}`;
const USERS = `query UserList($first: Int, $after: ID, $orderBy: UsersOrdering, $orderMode: OrderingMode, $filters: FilterGroup, $search: String) {
  users(first: $first, after: $after, orderBy: $orderBy, orderMode: $orderMode, filters: $filters, search: $search) {
    edges { node { id user_email name } }
    ${PAGE_INFO}
  }
}`;
const ADD = `mutation UserAdd($input: UserAddInput!) {
  userAdd(input: $input) { id user_email name }
}`;
const TOKEN = 'query UserRead($id: String!) { user(id: $id) { id api_token } }';
const TOKENS = 'query UserRead($id: String!) { user(id: $id) { id api_tokens { id name } } }';
const ADD_TOKEN = `mutation UserAdminTokenAdd($userId: ID!, $input: UserTokenAddInput!) {
  userAdminTokenAdd(userId: $userId, input: $input) { token_id plaintext_token }
}`;
const REVOKE_TOKEN = `mutation UserAdminTokenRevoke($userId: ID!, $id: ID!) {
  userAdminTokenRevoke(userId: $userId, id: $id)
}`;

/**
 * The users of OpenCTI. All but {@link Users.me} need the right to manage them (SETTINGS_SETACCESSES).
 */
export class Users {
  constructor(private readonly queries: PlatformQueries) {}

  /** The user of the token, or the applicant, and what that one may do. */
  async me(options?: QueryOptions): Promise<CurrentUser> {
    const data = await this.queries.query(ME, {}, options);

    return new CurrentUser(AnswerReader.of('Me', data).object('me'));
  }

  /** @returns undefined when there is no group of exactly this name */
  async findGroup(name: string, options?: QueryOptions): Promise<PlatformGroup | undefined> {
    const query = {
      document: GROUPS,
      root: 'groups',
      variables: { filters: where('name', name) },
      read: (node: AnswerReader) => ({ id: node.text('id'), name: node.text('name') }),
    };
    const groups = await listAll(this.queries, query, options);

    return groups.find(group => group.name === name);
  }

  /** @returns undefined when no user has exactly this address; capitals don't count */
  async findByEmail(email: string, options?: QueryOptions): Promise<PlatformUser | undefined> {
    const query = {
      document: USERS,
      root: 'users',
      variables: { filters: where('user_email', email) },
      read: readUser,
    };
    const users = await listAll(this.queries, query, options);

    return users.find(user => user.email.toLowerCase() === email.toLowerCase());
  }

  /** Creates an account that nobody logs in to: its password is random and kept nowhere. */
  async createServiceAccount(
    account: NewServiceAccount,
    options?: QueryOptions,
  ): Promise<PlatformUser> {
    const input = {
      name: account.name,
      user_email: account.email,
      password: randomBytes(48).toString('base64url'),
      groups: account.groupIds,
      user_confidence_level: { max_confidence: account.maxConfidence, overrides: [] },
      user_service_account: true,
    };
    const data = await this.queries.query(ADD, { input }, options);

    return readUser(AnswerReader.of('UserAdd', data).object('userAdd'));
  }

  /**
   * The one token of a user. For an OpenCTI without named tokens only.
   *
   * @returns undefined when the user is gone or has none
   */
  async readToken(userId: string, options?: QueryOptions): Promise<Secret | undefined> {
    const data = await this.queries.query(TOKEN, { id: userId }, options);
    const token = AnswerReader.of('UserRead', data).objectIfAny('user')?.textIfAny('api_token');

    return token ? new Secret(token) : undefined;
  }

  /** The tokens of a user. For an OpenCTI with named tokens only. */
  async listTokens(userId: string, options?: QueryOptions): Promise<UserToken[]> {
    const data = await this.queries.query(TOKENS, { id: userId }, options);
    const tokens = AnswerReader.of('UserRead', data).objectIfAny('user')?.objects('api_tokens');

    return (tokens ?? []).map(token => ({ id: token.text('id'), name: token.text('name') }));
  }

  /** Makes a token that never ends. For an OpenCTI with named tokens only. */
  async addToken(
    userId: string,
    name: string,
    options?: QueryOptions,
  ): Promise<{ readonly id: string; readonly token: Secret }> {
    const variables = { userId, input: { name, duration: 'UNLIMITED' } };
    const data = await this.queries.query(ADD_TOKEN, variables, options);
    const added = AnswerReader.of('UserAdminTokenAdd', data).object('userAdminTokenAdd');

    return { id: added.text('token_id'), token: new Secret(added.text('plaintext_token')) };
  }

  /** Ends a token. For an OpenCTI with named tokens only. */
  async revokeToken(userId: string, id: string, options?: QueryOptions): Promise<void> {
    await this.queries.query(REVOKE_TOKEN, { userId, id }, { isIdempotent: true, ...options });
  }
}

function readUser(node: AnswerReader): PlatformUser {
  return {
    id: node.text('id'),
    email: node.text('user_email'),
    name: node.textIfAny('name') ?? '',
  };
}
