import { ConnectorState, type StateChange } from '../../../src/platform/index.js';
import { RecordingLog } from '../../support/recording-log.js';
import {
  away,
  refused,
  ScriptedQueries,
  type RecordedQuery,
} from '../../support/scripted-queries.js';

const id = 'c0000000-0000-4000-8000-000000000001';

/** Keeps a state as OpenCTI does, reset flag included. */
class StoredState {
  isReset = false;
  constructor(public text: string | null = null) {}

  answer({ variables }: RecordedQuery): unknown {
    if (this.isReset) this.isReset = false;
    else this.text = String(variables['state']);

    return { pingConnector: { id, connector_state: this.text } };
  }

  reset(): void {
    this.text = '';
    this.isReset = true;
  }
}

describe('ConnectorState', () => {
  const given = (text: string | null, onUnknown?: () => Promise<unknown>) => {
    const stored = new StoredState(text);
    const queries = new ScriptedQueries(query => stored.answer(query));
    const log = new RecordingLog();
    const state = new ConnectorState(queries, { id, state: text }, log, onUnknown);
    const changes: StateChange[] = [];
    state.changes.subscribe(change => changes.push(change));

    return { stored, queries, log, state, changes };
  };
  const sentBy = (queries: ScriptedQueries): unknown[] =>
    queries.asked.map(({ variables }) => variables['state']);

  it('begins with the state that registration brought', () => {
    const { state } = given('{"last_run": 5}');

    expect(state.current).toEqual({ last_run: 5 });
    expect(state.isReadable).toBe(true);
  });

  it('gives a copy each time', () => {
    const { state } = given('{"list": [1]}');

    (state.current as { list: number[] }).list.push(2);

    expect(state.current).toEqual({ list: [1] });
  });

  it('sends "null" when there is no state, and takes the echo for no change', async () => {
    const { state, queries, changes } = given(null);

    await state.beat();
    await state.beat();

    expect(sentBy(queries)).toEqual(['null', 'null']);
    expect(changes).toEqual([]);
  });

  it('tells the platform at once what is saved', async () => {
    const { state, stored } = given(null);

    await expect(state.save({ cursor: 'é' })).resolves.toBe('saved');

    expect(JSON.parse(stored.text ?? '')).toEqual({ cursor: 'é' });
    expect(state.current).toEqual({ cursor: 'é' });
  });

  it('sends what the platform is shown beside the state', async () => {
    const { state, queries } = given(null);
    state.info.buffering = true;
    state.info.lastRun = new Date('2026-05-04T12:00:00Z');

    await state.beat();

    expect(queries.asked[0]?.variables['connectorInfo']).toMatchObject({
      buffering: true,
      last_run_datetime: '2026-05-04T12:00:00Z',
    });
  });

  describe('when somebody resets it', () => {
    it('takes the empty state over and says so', async () => {
      const { state, stored, changes, log } = given('{"page":1}');
      stored.reset();

      await state.beat();

      expect(changes).toEqual(['reset']);
      expect(state.current).toBeNull();
      expect(log.text).not.toContain('page');
    });

    it('lets the reset win over a save, and never sends the lost state again', async () => {
      const { state, stored, changes } = given('{"page":1}');
      stored.reset();

      await expect(state.save({ page: 2 })).resolves.toBe('reset');
      await state.beat();

      expect(changes).toEqual(['reset']);
      expect(stored.text).toBe('null');
    });

    it('does not save what was worked out from the state before', async () => {
      const { state, stored, queries } = given('{"page":1}');
      expect(state.current).toEqual({ page: 1 });
      stored.reset();
      await state.beat();

      await expect(state.save({ page: 2 })).resolves.toBe('reset');

      expect(queries.asked).toHaveLength(1);
      expect(state.current).toBeNull();
    });

    it('saves again once the new state was read', async () => {
      const { state, stored } = given('{"page":1}');
      stored.reset();
      await state.beat();
      expect(state.current).toBeNull();

      await expect(state.save({ page: 1 })).resolves.toBe('saved');
    });

    it('notices it even when there was no state, since its queues were emptied', async () => {
      const { state, stored, changes } = given(null);
      await state.beat();
      stored.reset();

      await state.beat();

      expect(changes).toEqual(['reset']);
    });

    it('drops a save that was waiting behind the ping that brought the reset', async () => {
      const { state, stored, queries } = given('{"page":1}');
      stored.reset();

      const [, second] = await Promise.all([state.beat(), state.save({ page: 2 })]);

      expect(second).toBe('reset');
      expect(sentBy(queries)).toEqual(['{"page":1}']);
    });

    it('does not take a reset from before the start for news, and still saves', async () => {
      const { state, stored, changes, queries } = given('');
      stored.reset();

      await expect(state.save({ page: 1 })).resolves.toBe('saved');

      expect(changes).toEqual([]);
      expect(queries.asked).toHaveLength(2);
      expect(stored.text).toBe('{"page":1}');
    });

    it('is not fooled by a platform that always answers an empty state', async () => {
      const { state, queries, changes } = given('');
      queries.script = () => ({ pingConnector: { id, connector_state: '' } });

      await state.beat();
      await state.beat();

      expect(changes).toEqual([]);
    });
  });

  describe('when somebody edits it', () => {
    it('takes their state over and says so', async () => {
      const { state, queries, changes } = given('{"page":1}');
      queries.script = () => ({ pingConnector: { id, connector_state: '{"page":9}' } });

      await expect(state.save({ page: 2 })).resolves.toBe('edited');

      expect(changes).toEqual(['edited']);
      expect(state.current).toEqual({ page: 9 });
    });

    it('does not mind an echo that is only written in another way', async () => {
      const { state, queries, changes } = given(null);
      queries.script = () => ({ pingConnector: { id, connector_state: '{ "b": 2, "a": 1 }' } });

      await expect(state.save({ a: 1, b: 2 })).resolves.toBe('saved');
      expect(changes).toEqual([]);
    });
  });

  describe('when it can not be read', () => {
    it('is kept and sent back as it is, until something is saved', async () => {
      const { state, stored, changes } = given("{'last_run': 5}");
      expect(state).toMatchObject({ current: null, isReadable: false, raw: "{'last_run': 5}" });

      await state.beat();
      expect(stored.text).toBe("{'last_run': 5}");
      expect(changes).toEqual([]);

      await state.save({ page: 1 });
      expect(state).toMatchObject({ isReadable: true, raw: '{"page":1}' });
    });
  });

  describe('when pings overlap', () => {
    it('sends one after the other, so that no late echo undoes a save', async () => {
      const { state, queries, stored, changes } = given('{"page":1}');
      let inFlight = 0;
      queries.script = async query => {
        expect(++inFlight).toBe(1);
        const answer = stored.answer(query);
        await new Promise(resolve => setImmediate(resolve));
        inFlight -= 1;
        return answer;
      };

      await Promise.all([
        state.beat(),
        state.save({ page: 2 }),
        state.beat(),
        state.save({ page: 3 }),
      ]);

      expect(sentBy(queries)).toEqual(['{"page":1}', '{"page":2}', '{"page":2}', '{"page":3}']);
      expect(state.current).toEqual({ page: 3 });
      expect(changes).toEqual([]);
    });
  });

  describe('when the platform can not be told', () => {
    it('fails, keeps the state, and sends it with the next ping', async () => {
      const { state, queries, stored } = given(null);
      const { script } = queries;
      queries.script = () => {
        throw away();
      };
      await expect(state.save({ page: 1 })).rejects.toMatchObject({ code: 'PLATFORM_UNREACHABLE' });
      expect(state.current).toEqual({ page: 1 });

      queries.script = script;
      await state.beat();

      expect(stored.text).toBe('{"page":1}');
    });

    it.each([
      ['no answer to the ping', {}],
      ['a state that is no text', { pingConnector: { connector_state: { page: 1 } } }],
      ['a list', []],
    ])('fails on %s, and keeps the state', async (_what, answer) => {
      const { state, queries } = given('{"page":1}');
      queries.script = () => answer;

      await expect(state.beat()).rejects.toMatchObject({ code: 'PLATFORM_ANSWER' });
      expect(state.current).toEqual({ page: 1 });
    });
  });

  describe('when the connector was deleted', () => {
    const unknown = () => refused('FUNCTIONAL_ERROR', 'No connector found with the specified ID');

    it('has it registered again and repeats the ping, state included', async () => {
      let isKnown = false;
      const onUnknown = async (): Promise<void> => void (isKnown = true);
      const { state, stored, queries } = given('{"page":1}', onUnknown);
      queries.script = query => {
        if (!isKnown) throw unknown();
        return stored.answer(query);
      };

      await state.beat();

      expect(stored.text).toBe('{"page":1}');
    });

    it('fails when nobody can register it', async () => {
      const { state, queries } = given('{"page":1}');
      queries.script = () => {
        throw unknown();
      };

      await expect(state.beat()).rejects.toMatchObject({ code: 'PLATFORM_REFUSED' });
    });
  });
});
