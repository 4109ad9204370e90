import { StreamState } from '../../../../src/runtime/index.js';

const NOW = new Date('2026-05-01T00:00:00.000Z');

describe('stream state', () => {
  it('begins at the beginning and recovers up to now when there is none', () => {
    const state = StreamState.read(null, {}, NOW);

    expect(state.start).toEqual({ from: '0-0', recover: NOW.toISOString() });
    expect(state.isNew).toBe(true);
  });

  it('begins where the settings say, without recovery when they say none', () => {
    const settings = { liveStreamStartTimestamp: 1_700, liveStreamRecoverIsoDate: 'none' };

    expect(StreamState.read(null, settings, NOW).start).toEqual({ from: '1700-0' });
  });

  it('goes on from a state of pycti, whatever the settings say', () => {
    const saved = { start_from: '5-1', recover_until: '2026-01-01T00:00:00Z', seen: [1] };
    const state = StreamState.read(saved, { liveStreamStartTimestamp: 9 }, NOW);

    expect(state.start).toEqual({ from: '5-1', recover: '2026-01-01T00:00:00Z' });
    expect(state.at('6-0')).toEqual({ ...saved, start_from: '6-0' });
  });

  it('reads the keys of old connectors, and replaces them', () => {
    const saved = { connectorLastEventId: '7-0', connectorStartTime: '2026-02-01T00:00:00Z' };
    const state = StreamState.read(saved, {}, NOW);

    expect(state.start.from).toBe('7-0');
    expect(state.at('8-0')).toEqual({
      start_from: '8-0',
      recover_until: '2026-02-01T00:00:00Z',
    });
  });

  it.each([[{ start_from: {} }], [{ start_from: '\n1-0' }], [{ start_from: null }], [{}]])(
    'takes %j for no position',
    saved => {
      expect(StreamState.read(saved, {}, NOW).start.from).toBe('0-0');
    },
  );

  it('recovers nothing when recover_until is false', () => {
    const state = StreamState.read({ start_from: '1-0', recover_until: false }, {}, NOW);

    expect(state.start).toEqual({ from: '1-0' });
    expect(state.at('2-0')).toEqual({ start_from: '2-0', recover_until: false });
  });

  it('says in the state that nothing is recovered when OpenCTI does not do it', () => {
    const saved = { start_from: '1-0', recover_until: '2026-01-01T00:00:00Z', seen: [1] };
    const state = StreamState.read(saved, {}, NOW).withoutRecovery();

    expect(state.start).toEqual({ from: '1-0' });
    expect(state.at('2-0')).toEqual({ start_from: '2-0', recover_until: false, seen: [1] });
  });
});
