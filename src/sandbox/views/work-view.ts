import type { WorkLine, WorkRecord } from '../works/work-record.js';
import type { Works } from '../works/works.js';

/** A work as the sandbox shows it. */
export interface WorkView {
  readonly id: string;
  readonly name: string | null;
  /** Id of its connector. */
  readonly connector: string;
  readonly status: 'wait' | 'progress' | 'complete' | 'deleted';
  /** Objects announced; null when none was. */
  readonly expected: number | null;
  /** Objects dealt with, well or badly. */
  readonly processed: number | null;
  readonly messages: readonly WorkLine[];
  /** What went wrong; at most a hundred of what workers reported. */
  readonly errors: readonly WorkLine[];
  readonly draft: string | null;
  /** ISO times. */
  readonly receivedAt: string | null;
  readonly processedAt: string | null;
  readonly completedAt: string | null;
}

/** Shows a work, also one that was just deleted. */
export function workView(work: WorkRecord, works: Works): WorkView {
  const figures = works.figures(work.id);
  const isComplete = work.status === 'complete';

  return {
    id: work.id,
    name: work.name,
    connector: work.connectorId,
    status: works.get(work.id) ? work.status : 'deleted',
    expected: isComplete ? work.expected : (figures?.expected ?? null),
    processed: isComplete ? work.completedNumber : (figures?.processed ?? null),
    messages: [...work.messages],
    errors: [...work.errors],
    draft: work.draftContext,
    receivedAt: work.receivedTime,
    processedAt: work.processedTime,
    completedAt: work.completedTime,
  };
}
