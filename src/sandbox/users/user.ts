/** A user of the platform. */
export interface User {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  /** Passes every check, and may act as other users. */
  readonly hasBypass: boolean;
  /** Made by a connector for itself. */
  readonly isServiceAccount: boolean;
  /** Highest confidence it may give, from 0 to 100. */
  readonly maxConfidence: number;
  /** Ids of its groups. */
  readonly groups: readonly string[];
}

/** A token by which a user is known. */
export interface UserToken {
  readonly id: string;
  readonly name: string;
  readonly userId: string;
  readonly plaintext: string;
  /** ISO time. */
  readonly createdAt: string;
}

/** The built-in administrator of every OpenCTI. @see OpenCTI `utils/access.js` */
export const ADMINISTRATOR: User = {
  id: '88ec0c6a-13ce-5e39-b486-354fe4a7084f',
  name: 'admin',
  email: 'admin@opencti.io',
  hasBypass: true,
  isServiceAccount: false,
  maxConfidence: 100,
  groups: [],
};

/** On whose behalf playbooks run. @see OpenCTI `utils/access.js`, `AUTOMATION_MANAGER_USER` */
export const AUTOMATION: User = {
  ...ADMINISTRATOR,
  id: 'c49fe040-2dad-412d-af07-ce639204ad55',
  name: 'AUTOMATION MANAGER',
  email: 'automation@opencti.io',
};

/** A group of users. */
export interface Group {
  readonly id: string;
  readonly name: string;
}

/** The group that the platform makes for connectors. */
export const CONNECTORS_GROUP: Group = {
  id: '1d6c9a5f-30cf-5c0e-a4d7-6f1c0e6b2b57',
  name: 'Connectors',
};
