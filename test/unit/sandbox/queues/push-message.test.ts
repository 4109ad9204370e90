import {
  readPushMessage,
  UnreadableMessage,
  writePushMessage,
} from '../../../../src/sandbox/queues/push-message.js';

const bundle = { type: 'bundle', objects: [{ type: 'malware', id: 'malware--1' }] };

function body(fields: Record<string, unknown>): Buffer {
  return Buffer.from(JSON.stringify(fields));
}

function encoded(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString('base64');
}

describe('push messages', () => {
  it('are read as a connector writes them', () => {
    const message = readPushMessage(
      body({
        bundle_type: 'QUEUE_BUNDLE',
        applicant_id: 'u',
        action_sequence: 1,
        entities_types: ['malware'],
        content: encoded(bundle),
        update: false,
        draft_id: null,
        work_id: 'w',
      }),
    );

    expect(message).toMatchObject({
      type: 'bundle',
      workId: 'w',
      applicantId: 'u',
      draftId: undefined,
      entitiesTypes: ['malware'],
      noSplit: false,
      content: bundle,
    });
  });

  it('keep every other field when a part of the bundle is handed on', () => {
    const message = readPushMessage(
      body({ content: encoded(bundle), work_id: 'w', event_id: 'e', unknown: 1 }),
    );

    const part = writePushMessage({ ...message.envelope, content: JSON.stringify(bundle) });

    expect(JSON.parse(part.toString())).toEqual({
      content: encoded(bundle),
      work_id: 'w',
      event_id: 'e',
      unknown: 1,
    });
  });

  it.each([
    ['bytes', Buffer.from([0, 255, 1])],
    ['nothing', Buffer.alloc(0)],
    ['a list', body([] as unknown as Record<string, unknown>)],
    ['no content', body({ work_id: 'w' })],
    ['content of another type', body({ content: 5 })],
    ['content that is not JSON', body({ content: 'AAAA' })],
    ['content that is a list', body({ content: encoded([]) })],
    ['an unknown type', body({ content: encoded(bundle), type: 'other' })],
  ])('made of %s are refused', (_what, bytes) => {
    expect(() => readPushMessage(bytes)).toThrow(UnreadableMessage);
  });

  it('ignore fields of the wrong type', () => {
    const message = readPushMessage(
      body({
        content: encoded(bundle),
        work_id: 5,
        entities_types: 'all',
        no_split: 'yes',
        draft_id: {},
      }),
    );

    expect(message).toMatchObject({
      workId: undefined,
      entitiesTypes: [],
      noSplit: false,
      draftId: undefined,
    });
  });
});
