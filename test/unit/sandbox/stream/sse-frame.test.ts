import { sseFrame } from '../../../../src/sandbox/stream/sse-frame.js';

describe('sseFrame', () => {
  it('has an id, an event and one line of data', () => {
    expect(sseFrame('create', { text: 'a\nb\r\u2028' }, '1-0')).toBe(
      'id: 1-0\nevent: create\ndata: {"text":"a\\nb\\r\u2028"}\n\n',
    );
  });

  it('has no line for an id it does not have', () => {
    expect(sseFrame('connected', {})).toBe('event: connected\ndata: {}\n\n');
  });
});
