import type { Bundle } from '../../stix/index.js';
import { stixSourceOf } from '../entities/entity-surroundings.js';
import { platformStix } from '../knowledge/platform-stix.js';
import type { StoredObject } from '../knowledge/stored-object.js';
import type { PlatformState } from '../operations/operation.js';
import type { PlaybookStep } from '../playbooks/playbook-step.js';
import { playbookMessage } from './playbook-message.js';
import { sendAsk, type AskSurroundings } from './send-ask.js';

/**
 * Asks a connector to do a step of a playbook. No work is opened: what comes back is the answer.
 *
 * @param bundle default: the entity alone, as a playbook begins
 */
export async function askPlaybookStep(
  connectorId: string,
  stored: StoredObject,
  bundle: Bundle | undefined,
  surroundings: AskSurroundings & Pick<PlatformState, 'playbooks'>,
): Promise<PlaybookStep> {
  const { playbooks } = surroundings;
  const given = bundle ?? {
    id: `bundle--${stored.internalId}`,
    type: 'bundle' as const,
    spec_version: '2.1',
    objects: [platformStix(stored, stixSourceOf(surroundings))],
  };
  const place = playbooks.newPlace(stored.object.id);
  const step = playbooks.ask(place, connectorId, given);
  await sendAsk(connectorId, playbookMessage(place, given), surroundings);

  return step;
}
