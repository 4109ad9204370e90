import { PlatformRefusal } from '../platform-refusal.js';
import { CONNECTORS_GROUP, type User } from '../users/user.js';
import { connectionOf, wholeConnection } from './connection.js';
import { matchesFilters } from './filter-group.js';
import {
  text,
  textList,
  type OperationArguments,
  type OperationContext,
  type Operations,
} from './operation.js';

type Node = Readonly<Record<string, unknown>>;

/** Users and groups, for connectors that make an account for themselves. */
export const userOperations: Operations = {
  Query: {
    user: (args, context) => {
      const user = context.users.get(text(args, 'id'));
      return user ? userNode(user, context) : null;
    },
    users: (args, context) => {
      const nodes = context.users.all().map(user => userNode(user, context));
      return connectionOf(
        nodes.filter(node => matchesFilters(args.filters, node)),
        args,
      );
    },
    group: args => (text(args, 'id') === CONNECTORS_GROUP.id ? GROUP : null),
    groups: args => connectionOf(matchesFilters(args.filters, GROUP) ? [GROUP] : [], args),
  },

  Mutation: {
    userAdd: ({ input }, context) => {
      administratorOnly(context);
      const given = (input ?? {}) as OperationArguments;
      const { max_confidence: confidence } = (given.user_confidence_level ?? {}) as Node;
      const user = context.users.add({
        name: text(given, 'name'),
        email: text(given, 'user_email'),
        isServiceAccount: given.user_service_account === true,
        maxConfidence: typeof confidence === 'number' ? confidence : 100,
        groups: textList(given, 'groups'),
      });
      return userNode(user, context);
    },

    userAdminTokenAdd: (args, context) => {
      administratorOnly(context);
      const { id } = existing(text(args, 'userId'), context);
      const name = text((args.input ?? {}) as OperationArguments, 'name');
      const token = context.users.addToken(id, name || 'token');
      return { token_id: token.id, plaintext_token: token.plaintext, expires_at: null };
    },

    userAdminTokenRevoke: (args, context) => {
      administratorOnly(context);
      const id = text(args, 'id');
      if (!context.users.revokeToken(id)) {
        throw new PlatformRefusal('FUNCTIONAL_ERROR', 'Token not found', { id });
      }
      return id;
    },
  },
};

const GROUP: Node = {
  ...CONNECTORS_GROUP,
  standard_id: `group--${CONNECTORS_GROUP.id}`,
  entity_type: 'Group',
  description: 'Connectors',
  default_assignation: false,
  auto_new_marking: true,
};

function administratorOnly({ user }: OperationContext): void {
  if (!user.hasBypass) throw new PlatformRefusal('FORBIDDEN_ACCESS');
}

function existing(id: string, { users }: OperationContext): User {
  const user = users.get(id);
  if (user) return user;

  throw new PlatformRefusal('FUNCTIONAL_ERROR', 'User not found', { id });
}

function userNode(user: User, context: OperationContext): Node {
  const groups = user.groups.includes(CONNECTORS_GROUP.id) ? [GROUP] : [];

  return {
    id: user.id,
    standard_id: `user--${user.id}`,
    entity_type: 'User',
    parent_types: ['Basic-Object', 'Internal-Object'],
    name: user.name,
    user_email: user.email,
    user_service_account: user.isServiceAccount,
    account_status: 'Active',
    groups: wholeConnection(groups),
    roles: [],
    objectOrganization: wholeConnection([]),
    user_confidence_level: { max_confidence: user.maxConfidence, overrides: [] },
    effective_confidence_level: { max_confidence: user.maxConfidence, overrides: [] },
    ...tokenFields(user, context),
  };
}

/** The 6.9 line tells a user's only token; 7.x tells the names of several. */
function tokenFields({ id }: User, { users, rules, user }: OperationContext): Node {
  if (rules.generation === 7) {
    const shown = users.tokensOf(id).map(token => ({
      id: token.id,
      name: token.name,
      created_at: token.createdAt,
      expires_at: null,
      masked_token: '****',
    }));
    return { api_tokens: shown };
  }
  const token = (): string | null => {
    if (!user.hasBypass) return null;
    return (users.tokensOf(id)[0] ?? users.addToken(id, 'default')).plaintext;
  };

  return { api_token: token };
}
