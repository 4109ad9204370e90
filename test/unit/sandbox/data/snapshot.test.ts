import {
  readSnapshot,
  snapshotLines,
  type Snapshot,
} from '../../../../src/sandbox/data/snapshot.js';
import { UnreadableLine } from '../../../../src/sandbox/data/unreadable-line.js';
import type { StoredObject } from '../../../../src/sandbox/knowledge/stored-object.js';

const stored: StoredObject = {
  internalId: 'i',
  object: { type: 'malware', id: 'malware--1', name: 'naïve\n"quoted"\u2028' },
  ids: new Set(['malware--1', 'i']),
  createdAt: 'c',
  updatedAt: 'u',
  isUnlisted: false,
};

const snapshot: Snapshot = {
  connectors: [{ id: 'alpha', name: 'Alpha' } as Snapshot['connectors'][number]],
  works: [
    {
      work: { id: 'w1' } as Snapshot['works'][number]['work'],
      figures: { expected: 3, processed: undefined, lastProcessed: null, isClosed: false },
    },
    { work: { id: 'w2' } as Snapshot['works'][number]['work'], figures: null },
  ],
  objects: [stored],
  drafts: [
    {
      draft: { id: 'd', name: 'Draft' } as Snapshot['drafts'][number]['draft'],
      changes: [stored],
      removed: ['j'],
    },
  ],
  files: [{ id: 'import/global/a.txt' } as Snapshot['files'][number]],
  users: [{ id: 'u1' } as Snapshot['users'][number]],
  collections: [{ id: 's1' } as Snapshot['collections'][number]],
  playbookSteps: [{ executionId: 'e', stepId: 's' } as Snapshot['playbookSteps'][number]],
  messages: [{ connectorId: 'alpha', body: Buffer.from([0, 255, 10]) }],
  asks: [{ connectorId: 'alpha', body: Buffer.from('ask') }],
};

describe('snapshot', () => {
  it('comes back as it was written', () => {
    const lines = [...snapshotLines(snapshot)];

    expect(readSnapshot(lines)).toEqual(snapshot);
  });

  it('puts every record on a line of its own', () => {
    const lines = [...snapshotLines(snapshot)];

    expect(lines).toHaveLength(13);
    expect(lines.every(line => !line.includes('\n'))).toBe(true);
  });

  it('is refused when any line at its end is missing', () => {
    const lines = [...snapshotLines(snapshot)];

    for (let kept = 0; kept < lines.length; kept += 1) {
      expect(() => readSnapshot(lines.slice(0, kept))).toThrow(UnreadableLine);
    }
  });

  it.each([
    ['text', 1, 'not json'],
    ['a foreign file', 1, '{"type":"bundle"}'],
    ['another format', 1, '{"kind":"sandbox","format":1}'],
    ['a list', 2, '[]'],
    ['an unknown record', 2, '{"kind":"other"}'],
    ['a connector without id', 2, '{"kind":"connector","connector":{}}'],
    ['an object that is none', 2, '{"kind":"object","stored":{"object":5,"ids":[]}}'],
    ['a message without connector', 2, '{"kind":"message"}'],
    ['an ask without connector', 2, '{"kind":"ask","body":"x"}'],
    ['a draft whose changes are none', 2, '{"kind":"draft","draft":{"id":"d"},"changes":[5]}'],
    ['a file without key', 2, '{"kind":"file","file":{}}'],
    ['a step of no playbook', 2, '{"kind":"playbook","step":{"stepId":5}}'],
  ])('names the line where %s stands', (_what, line, content) => {
    const lines = [...snapshotLines(snapshot)];
    lines[line - 1] = content;

    expect(() => readSnapshot(lines)).toThrow(expect.objectContaining({ line }) as Error);
  });
});
