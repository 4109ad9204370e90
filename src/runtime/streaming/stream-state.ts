import type { ConnectorSettings } from '../../config/index.js';
import { BEGINNING, isPosition, positionMs, type StreamStart } from '../../platform/index.js';

type Settings = Pick<ConnectorSettings, 'liveStreamStartTimestamp' | 'liveStreamRecoverIsoDate'>;
type Members = Readonly<Record<string, unknown>>;

/** Keys of old connectors, read and then replaced. */
const LEGACY = { from: 'connectorLastEventId', recover: 'connectorStartTime' } as const;
const NO_RECOVERY = /^(?:no|none|false)$/i;

/** Where a stream goes on, and the state that says so. */
export class StreamState {
  private constructor(
    readonly start: StreamStart,
    /** What else the state holds. */
    private readonly rest: Members,
    /** True when there was no state before. */
    readonly isNew: boolean,
  ) {}

  /**
   * Reads the state that OpenCTI keeps, as pycti writes it. What is missing in it is taken from the
   * settings.
   *
   * @see pycti `connector/opencti_connector_helper.py`, `ListenStream.run`
   */
  static read(state: object | null, settings: Settings, now: Date): StreamState {
    const {
      [LEGACY.from]: oldFrom,
      [LEGACY.recover]: oldRecover,
      ...members
    } = (state ?? {}) as Members;
    const { start_from: newFrom, recover_until: newRecover, ...rest } = members;
    const saved = [oldFrom, newFrom].map(positionIn).find(one => one !== undefined);
    const from = saved ?? firstFrom(settings);
    const isNew = saved === undefined;
    const told = oldRecover ?? newRecover;
    const recover = told === undefined && isNew ? firstRecover(settings, now) : momentIn(told);

    return new StreamState({ from, ...(recover !== undefined && { recover }) }, rest, isNew);
  }

  /** The same place, for a stream that can't be brought up to date. */
  withoutRecovery(): StreamState {
    return new StreamState({ from: this.start.from }, this.rest, this.isNew);
  }

  /** The state for a position. */
  at(position: string): object {
    return { ...this.rest, start_from: position, recover_until: this.start.recover ?? false };
  }
}

function firstFrom({ liveStreamStartTimestamp: ms }: Settings): string {
  return ms === undefined ? BEGINNING : `${ms}-0`;
}

function firstRecover({ liveStreamRecoverIsoDate: date }: Settings, now: Date): string | undefined {
  return date === undefined ? now.toISOString() : momentIn(date);
}

function positionIn(value: unknown): string | undefined {
  const text = typeof value === 'number' ? String(value) : value;
  if (isPosition(text)) return text.includes('-') ? text : `${text}-0`;
  const ms = typeof text === 'string' ? Date.parse(text) : Number.NaN;

  return positionMs(`${ms}-0`) > 0 ? `${ms}-0` : undefined;
}

function momentIn(value: unknown): string | undefined {
  if (typeof value !== 'string' || NO_RECOVERY.test(value)) return undefined;

  return Number.isNaN(Date.parse(value)) ? undefined : value;
}
