import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Bundle } from '../../../src/stix/index.js';
import type { Envelope } from '../../../src/transport/index.js';
import { pushMessages } from '../../../src/transport/push-message.js';
import { oneObject } from './sample-bundles.js';

interface TracedMessage {
  readonly t: string;
  readonly body: Readonly<Record<string, unknown>>;
  readonly content: Bundle;
}

const traced = readFileSync(join(__dirname, '../../fixtures/traces/send_feed20.jsonl'), 'utf8')
  .split('\n')
  .filter(line => line !== '')
  .map(line => JSON.parse(line) as TracedMessage)
  .filter(({ t }) => t === 'amqp');

const read = (body: Buffer) => JSON.parse(body.toString('utf8')) as Record<string, unknown>;
const contentOf = (body: Buffer): unknown =>
  JSON.parse(Buffer.from(String(read(body)['content']), 'base64').toString('utf8'));
const written = (bundle: Bundle, envelope: Partial<Envelope> = {}) =>
  pushMessages({ applicantId: 'user-1', ...envelope })(bundle, 1);

describe('pushMessages', () => {
  it('has 20 traced messages to compare with', () => {
    expect(traced).toHaveLength(20);
  });

  it.each(traced.map(message => [Number(message.body['action_sequence']), message] as const))(
    'writes message %d of the trace, member for member and in the same order',
    (sequence, { body, content }) => {
      const write = pushMessages({
        applicantId: String(body['applicant_id']),
        workId: String(body['work_id']),
      });

      const ours = write(content, sequence);

      expect(Object.keys(read(ours))).toEqual(Object.keys(body));
      expect({ ...read(ours), content: '<base64>' }).toEqual(body);
      expect(contentOf(ours)).toEqual(content);
    },
  );

  it('leaves the work out when there is none', () => {
    expect(read(written(oneObject('identity--1')))).not.toHaveProperty('work_id');
  });

  it('carries draft, filter of types and update', () => {
    const body = written(oneObject('identity--1'), {
      draftId: 'draft-1',
      entitiesTypes: ['Malware', 'Tool'],
      update: true,
    });

    expect(read(body)).toMatchObject({
      draft_id: 'draft-1',
      entities_types: ['Malware', 'Tool'],
      update: true,
    });
  });

  it.each([
    ['letters of other scripts', 'Größe 東京 🛰️'],
    ['quotes and backslashes', '"; \\" \u2028'],
    ['control characters', '\u0000\u0007\n'],
    ['a lone surrogate', 'x\ud800y'],
  ])('keeps %s', (_what, text) => {
    const body = written(oneObject('identity--1', text), { applicantId: text });

    expect(contentOf(body)).toEqual(oneObject('identity--1', text));
    expect(read(body)['applicant_id']).toBe(text);
  });

  it.each([
    ['undefined', undefined],
    ['a function', () => undefined],
    ['a BigInt', { type: 'bundle', objects: [{ size: 1n }] }],
  ])('refuses %s', (_what, bundle) => {
    expect(() => written(bundle as unknown as Bundle)).toThrow(TypeError);
  });

  it('refuses a cycle', () => {
    const bundle = oneObject('identity--1');
    Object.assign(bundle.objects[0] ?? {}, { self: bundle });

    expect(() => written(bundle)).toThrow(TypeError);
  });
});
