import type { Bundle } from '../../stix/index.js';
import type { PlaybookPlace } from '../asks/playbook-message.js';

/** A step of a playbook that a connector was asked to do. */
export interface PlaybookStep extends PlaybookPlace {
  readonly connectorId: string;
  readonly status: 'waiting' | 'executed';
  /** ISO time at which the connector was asked. */
  readonly askedAt: string;
  /** The bundle the connector was sent. */
  readonly bundle: Bundle;
  /** What came back; null until then. */
  readonly execution: PlaybookExecution | null;
}

/** What a connector sent back for a step. */
export interface PlaybookExecution {
  /** ISO time at which the connector says it began. */
  readonly startedAt: string;
  /** ISO time at which the answer came. */
  readonly receivedAt: string;
  /** The bundle it says it was sent. */
  readonly previousBundle: Bundle;
  /** The bundle it sent back. */
  readonly bundle: Bundle;
  /** What the playbook goes on with: both, united. */
  readonly result: Bundle;
}
