import { DeliveredEvent } from '../../../../src/runtime/index.js';
import { OPENCTI_EXTENSION } from '../../../../src/stix/index.js';
import { RecordingLog } from '../../../support/recording-log.js';

const ID = 'indicator--00000000-0000-4000-8000-000000000001';
const surroundings = { signal: new AbortController().signal, log: new RecordingLog() };

function read(name: string, payload: unknown): DeliveredEvent {
  return DeliveredEvent.read({ id: '5-0', name, text: JSON.stringify(payload) }, surroundings);
}

function data(members: object = {}): object {
  const extensions = { [OPENCTI_EXTENSION]: { id: 'internal', type: 'Indicator' } };

  return { id: ID, type: 'indicator', extensions, ...members };
}

describe('delivered event', () => {
  it('works out the state before an update', () => {
    const event = read('update', {
      type: 'update',
      data: data({ confidence: 90 }),
      context: {
        patch: [{ op: 'replace', path: '/confidence', value: 90 }],
        reverse_patch: [{ op: 'replace', path: '/confidence', value: 50 }],
      },
    });

    expect(event.previous).toMatchObject({ id: ID, confidence: 50 });
    expect(event.entity).toMatchObject({ confidence: 90 });
    expect([event.touches('/confidence'), event.touches('/conf')]).toEqual([true, false]);
  });

  it.each([
    ['update', { type: 'update' }, 'change'],
    ['delete', { type: 'update' }, 'left'],
    ['create', { type: 'update' }, 'entered'],
    ['create', { origin: { referer: 'init-dependencies' } }, 'dependency'],
    ['create', { origin: { referer: 'init-create' } }, 'recovered'],
  ])('tells of a %s with %j that its cause is %s', (name, payload, cause) => {
    expect(read(name, { ...payload, data: data() }).cause).toBe(cause);
  });

  it('is kept in order with what a merge absorbed', () => {
    const sources = [{ id: 'indicator--2', type: 'indicator' }, null, { id: 7 }];

    expect(read('merge', { type: 'merge', data: data(), context: { sources } }).keys).toEqual([
      ID,
      'internal',
      'indicator--2',
    ]);
  });

  it.each([
    ['{', 'it is no JSON'],
    ['[]', 'it is no JSON object'],
    ['{"data":null}', 'it holds no object'],
    ['{"data":{"id":1,"type":"x"}}', 'its object has no id and type'],
  ])('refuses %s', (text, reason) => {
    expect(() => DeliveredEvent.read({ id: '5-0', name: 'create', text }, surroundings)).toThrow(
      reason,
    );
  });

  it('shrugs off hostile members', () => {
    const event = read('update', {
      type: 'constructor',
      data: data({ extensions: { [OPENCTI_EXTENSION]: [] } }),
      context: { patch: [null, 7, { path: 3 }], changes: 'x', sources: {} },
      origin: 'x',
      message: {},
    });

    expect(event).toMatchObject({ patch: [], changes: [], sources: [], message: '', origin: {} });
    expect(event.change).toBe('update');
  });
});
