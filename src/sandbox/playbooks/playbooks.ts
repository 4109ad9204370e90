import { randomUUID } from 'node:crypto';
import type { Bundle } from '../../stix/index.js';
import type { PlaybookPlace } from '../asks/playbook-message.js';
import { PlatformRefusal } from '../platform-refusal.js';
import { mergeBundles } from './merge-bundles.js';
import type { PlaybookStep } from './playbook-step.js';

/** What a connector sends back. */
export interface ExecutionInput {
  readonly executionId: string;
  readonly stepId: string;
  readonly startedAt: string;
  /** Both as JSON text. */
  readonly previousBundle: string;
  readonly bundle: string;
}

/** The steps of playbooks that connectors were asked to do. */
export class Playbooks {
  readonly #steps = new Map<string, PlaybookStep>();

  constructor(
    private readonly now: () => Date,
    private readonly changed: (step: PlaybookStep) => void,
  ) {}

  /** A place in a run of its own, for a step that somebody asks for by hand. */
  newPlace(dataInstanceId: string): PlaybookPlace {
    return {
      eventId: `${this.now().getTime()}-0`,
      executionId: randomUUID(),
      playbookId: randomUUID(),
      dataInstanceId,
      stepId: randomUUID(),
      previousStepId: randomUUID(),
    };
  }

  /** Remembers that a connector is asked to do a step. */
  ask(place: PlaybookPlace, connectorId: string, bundle: Bundle): PlaybookStep {
    const askedAt = this.now().toISOString();

    return this.#keep({
      ...place,
      connectorId,
      status: 'waiting',
      askedAt,
      bundle,
      execution: null,
    });
  }

  /**
   * Takes what a connector sends back; false when no such step was asked for.
   *
   * @throws PlatformRefusal `UNSUPPORTED_ERROR` for what is no bundle
   */
  execute(input: ExecutionInput): boolean {
    const previousBundle = readBundle(input.previousBundle);
    const bundle = readBundle(input.bundle);
    const step = this.#steps.get(keyOf(input));
    if (!step) return false;
    this.#keep({
      ...step,
      status: 'executed',
      execution: {
        startedAt: input.startedAt,
        receivedAt: this.now().toISOString(),
        previousBundle,
        bundle,
        result: mergeBundles(previousBundle, bundle),
      },
    });

    return true;
  }

  /** All steps, oldest first. */
  all(): readonly PlaybookStep[] {
    return [...this.#steps.values()];
  }

  /** Takes back what an earlier sandbox had kept. */
  restore(steps: readonly PlaybookStep[]): void {
    for (const step of steps) this.#steps.set(keyOf(step), step);
  }

  #keep(step: PlaybookStep): PlaybookStep {
    this.#steps.set(keyOf(step), step);
    this.changed(step);

    return step;
  }
}

function keyOf({ executionId, stepId }: Pick<PlaybookPlace, 'executionId' | 'stepId'>): string {
  return JSON.stringify([executionId, stepId]);
}

function readBundle(text: string): Bundle {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw invalid();
  }
  if (typeof value !== 'object' || value === null) throw invalid();
  const { objects } = value as Readonly<Record<string, unknown>>;
  const isList = Array.isArray(objects) && objects.every(one => typeof one === 'object' && one);
  if (!isList) throw invalid();

  return value as Bundle;
}

function invalid(): PlatformRefusal {
  return new PlatformRefusal('UNSUPPORTED_ERROR', 'Invalid bundle');
}
