import type { Secret } from '../config/index.js';
import { PlatformError } from '../errors/index.js';
import type { Logger } from '../injection/index.js';
import type { PlatformCapabilities } from './platform-capabilities.js';
import type { PlatformQueries } from './platform-call.js';
import { serviceAccountEmail } from './service-account-email.js';
import { Users, type PlatformUser } from './users.js';

/** Keeps a token between two starts of a connector; OpenCTI 7 shows one only once. */
export interface TokenKeeper {
  /** @returns undefined when nothing is kept */
  read(): Promise<Secret | undefined>;
  write(token: Secret): Promise<void>;
}

/** Whose account it is, and how it is found again. */
export interface ServiceAccountOptions {
  readonly connectorName: string;
  /** Highest confidence that its data may have, from 0 to 100; counts when it is created. Default 50. */
  readonly maxConfidence?: number;
  /**
   * Tells this process from others that run the same connector, such as the name of its host. A
   * token is named after it, so that no process ends the token of another.
   */
  readonly instance: string;
  /** Without it an OpenCTI with named tokens is asked for a new one at each start. */
  readonly keeper?: TokenKeeper;
}

/** The account that a connector works with. */
export interface ServiceAccount {
  readonly user: PlatformUser;
  readonly token: Secret;
}

/** A connection that can be opened again with another token; a {@link PlatformClient} is one. */
export interface TokenClient extends PlatformQueries {
  withToken(token: Secret): PlatformQueries & { close(): Promise<void> };
}

const GROUP = 'Connectors';
const DEFAULT_CONFIDENCE = 50;

/**
 * Finds the service account of a connector, or makes it, and gives its token.
 *
 * Where users have several tokens (OpenCTI 7), the one that is kept is used as long as OpenCTI
 * takes it. pycti makes a new one at each start instead and ends the one before, so that two
 * processes of one connector lock each other out.
 *
 * @param client with the token of a user who may manage users
 * @returns undefined when OpenCTI has no group Connectors, which the log is told
 * @throws PlatformError `PLATFORM_FORBIDDEN` when the user lacks SETTINGS_SETACCESSES
 */
export async function openServiceAccount(
  client: TokenClient,
  capabilities: Pick<PlatformCapabilities, 'has'>,
  log: Logger,
  options: ServiceAccountOptions,
): Promise<ServiceAccount | undefined> {
  const users = new Users(client);
  const group = await users.findGroup(GROUP);
  if (!group) {
    log.warn('no service account: the platform has no such group', { group: GROUP });
    return undefined;
  }
  const user = await findOrCreate(users, group.id, options);
  const token = capabilities.has('namedTokens')
    ? await namedToken(client, users, user, log, options)
    : await onlyToken(users, user);
  log.info('service account', { user: user.name, email: user.email });

  return { user, token };
}

async function findOrCreate(
  users: Users,
  groupId: string,
  { connectorName, maxConfidence = DEFAULT_CONFIDENCE }: ServiceAccountOptions,
): Promise<PlatformUser> {
  const email = serviceAccountEmail(connectorName);
  const found = await users.findByEmail(email);
  if (found) return found;

  const account = { name: `[C] ${connectorName}`, email, groupIds: [groupId], maxConfidence };
  return users.createServiceAccount(account).catch(async (error: unknown) => {
    // Another process of this connector may have made it in between.
    const isRefused = error instanceof PlatformError && error.code === 'PLATFORM_REFUSED';
    const made = isRefused ? await users.findByEmail(email) : undefined;
    if (made) return made;
    throw error;
  });
}

async function onlyToken(users: Users, { id }: PlatformUser): Promise<Secret> {
  const token = await users.readToken(id);
  if (token) return token;
  const facts = { operation: 'UserRead', path: 'user.api_token', expected: 'a text' };

  throw new PlatformError('PLATFORM_ANSWER', { ...facts, got: 'missing' });
}

async function namedToken(
  client: TokenClient,
  users: Users,
  { id }: PlatformUser,
  log: Logger,
  { instance, keeper }: ServiceAccountOptions,
): Promise<Secret> {
  const kept = await keeper?.read();
  if (kept && (await isTokenOf(client, kept, id))) return kept;

  const name = `octiflow connector (${instance})`;
  const before = (await users.listTokens(id)).filter(token => token.name === name);
  const { token } = await users.addToken(id, name);
  await keeper?.write(token);
  for (const old of before) await users.revokeToken(id, old.id);
  log.info('service account token made', { name, replaced: before.length });

  return token;
}

async function isTokenOf(client: TokenClient, token: Secret, userId: string): Promise<boolean> {
  const own = client.withToken(token);
  try {
    return (await new Users(own).me()).id === userId;
  } catch (error) {
    if (error instanceof PlatformError && error.code === 'PLATFORM_TOKEN_REFUSED') return false;
    throw error;
  } finally {
    await own.close();
  }
}
