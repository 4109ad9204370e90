import type { ConnectorRegistry } from '../connectors/connector-registry.js';
import type { SigningKey } from '../connectors/signing-key.js';
import type { Knowledge } from '../knowledge/knowledge.js';
import type { ProfileRules } from '../profile.js';
import type { ConnectorQueues } from '../queues/connector-queues.js';
import type { Works } from '../works/works.js';

/** Everything the platform holds; what the operations read and change. */
export interface PlatformState {
  readonly rules: ProfileRules;
  readonly connectors: ConnectorRegistry;
  readonly works: Works;
  readonly knowledge: Knowledge;
  readonly queues: ConnectorQueues;
  readonly signingKey: SigningKey;
  /** Version that `about` answers. */
  readonly version: string;
  /** The present. */
  readonly now: () => Date;
}

/** The user that a token stands for. The sandbox has one. */
export interface SandboxUser {
  readonly id: string;
  readonly name: string;
  readonly email: string;
}

/** The built-in administrator of every OpenCTI. @see OpenCTI `utils/access.js` */
export const ADMINISTRATOR: SandboxUser = {
  id: '88ec0c6a-13ce-5e39-b486-354fe4a7084f',
  name: 'admin',
  email: 'admin@opencti.io',
};

/** What an operation is given beside its arguments. */
export interface OperationContext extends PlatformState {
  /** Who asks. */
  readonly user: SandboxUser;
}

/** Arguments of an operation, already checked against the schema. */
export type OperationArguments = Readonly<Record<string, unknown>>;

/** Answers one root field. The value it gives is cut to the selection afterwards. */
export type Operation = (args: OperationArguments, context: OperationContext) => unknown;

/** Operations of one subject, by root field. */
export interface Operations {
  readonly Query: Readonly<Record<string, Operation>>;
  readonly Mutation: Readonly<Record<string, Operation>>;
}

/** An argument that the schema says is text; empty when it was left out. */
export function text(args: OperationArguments, name: string): string {
  const value = args[name];

  return typeof value === 'string' ? value : '';
}

/** An argument that may be left out or null. */
export function optionalText(args: OperationArguments, name: string): string | null {
  const value = args[name];

  return typeof value === 'string' ? value : null;
}
