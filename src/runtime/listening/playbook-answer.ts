import type { Bundle, StixObject } from '../../stix/index.js';
import type { Job } from './job.js';
import type { RequestResult } from './request-kind.js';

/** A result that a playbook waits for: its bundle, with what was made of it. */
export function playbookResult(job: Job, objects: readonly StixObject[]): RequestResult {
  const received = receivedBundle(job);
  job.objects = objects.length;

  return {
    message: `${objects.length} objects handed back to the playbook`,
    ...(received && { answer: () => finish(job, received, { ...received, objects }) }),
  };
}

/**
 * Hands a playbook its bundle back as it was, so that it goes on. A message without a readable
 * bundle can't be answered; the log says so.
 */
export async function answerUnchanged(job: Job): Promise<void> {
  const received = receivedBundle(job);
  if (received) return finish(job, received, received);

  job.log.error('playbook could not be answered', { reason: 'its bundle can not be read' });
}

async function finish(job: Job, previousBundle: Bundle, bundle: Bundle): Promise<void> {
  const { playbook } = job.envelope;
  if (!playbook) return;
  const outcome = { startedAt: job.startedAt, previousBundle, bundle };

  const isKnown = await job.platform.playbooks.finishStep(playbook, outcome, {
    signal: job.signal,
  });
  if (!isKnown) job.log.warn('playbook or its step is gone', { step: playbook.stepId });
}

/** The bundle exactly as it came; undefined when it is none. */
function receivedBundle({ envelope }: Job): Bundle | undefined {
  const value = envelope.event.value('bundle');
  const isBundle =
    typeof value === 'object' &&
    value !== null &&
    Array.isArray((value as { objects?: unknown }).objects);

  return isBundle ? (value as Bundle) : undefined;
}
