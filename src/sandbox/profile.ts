/** Which line of OpenCTI the sandbox plays. */
export type Profile = '6.9' | '7';

/** What differs between the lines of OpenCTI; every difference the sandbox knows is named here. */
export interface ProfileRules {
  /** The version that `about` answers. */
  readonly version: string;
  /** Major version: decides which fields, arguments and inputs the GraphQL schema shows. */
  readonly generation: 6 | 7;
  /** When the numbers of a work say that it is done: exactly as many as expected, or at least. */
  readonly completion: 'exact' | 'at-least';
  /** Closing a work forgets its progress, so that bundles which come later are dropped. */
  readonly closingForgetsProgress: boolean;
  /** Requests that name a dead work in `opencti-work-id` are refused. */
  readonly refusesDeadWorks: boolean;
  /** `connector_queue_details` counts the listen queue too. */
  readonly countsListenQueue: boolean;
  /** What "seen within five minutes" is measured from. */
  readonly livenessField: 'updatedAt' | 'lastSeenAt';
}

/**
 * The rules of each profile.
 *
 * @see OpenCTI 6.9.17 and 7.x: `domain/work.js`, `domain/connector.ts`, `http/httpServer.js`
 */
export const PROFILES: Readonly<Record<Profile, ProfileRules>> = {
  '6.9': {
    version: '6.9.17',
    generation: 6,
    completion: 'exact',
    closingForgetsProgress: true,
    refusesDeadWorks: false,
    countsListenQueue: false,
    livenessField: 'updatedAt',
  },
  '7': {
    version: '7.260817.0',
    generation: 7,
    completion: 'at-least',
    closingForgetsProgress: false,
    refusesDeadWorks: true,
    countsListenQueue: true,
    livenessField: 'lastSeenAt',
  },
};
