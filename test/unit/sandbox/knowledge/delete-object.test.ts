import { deleteObject } from '../../../../src/sandbox/knowledge/delete-object.js';
import { Knowledge } from '../../../../src/sandbox/knowledge/knowledge.js';
import type { StixRecord } from '../../../../src/sandbox/knowledge/stix-record.js';
import { upsertObject } from '../../../../src/sandbox/knowledge/upsert-object.js';
import { stixId } from '../../../../src/stix/index.js';

const NOW = '2026-01-02T03:04:05.000Z';

function withId(object: Record<string, unknown> & { type: string }): StixRecord {
  return { ...object, id: stixId(object) };
}

const malware = withId({ type: 'malware', name: 'Emotet' });
const tool = withId({ type: 'tool', name: 'PsExec' });
const uses = withId({
  type: 'relationship',
  relationship_type: 'uses',
  source_ref: malware.id,
  target_ref: tool.id,
});
const report = withId({
  type: 'report',
  name: 'Weekly',
  published: NOW,
  object_refs: [malware.id, tool.id, uses.id],
});

function knowledge(): Knowledge {
  const filled = new Knowledge(() => {});
  for (const object of [malware, tool, uses, report]) upsertObject(filled, object, NOW);

  return filled;
}

describe('deleteObject', () => {
  it('removes an object, what hangs on it, and its mentions', () => {
    const filled = knowledge();

    const change = deleteObject(filled, malware.id, NOW);

    expect(change).toMatchObject({ kind: 'delete', before: { object: malware } });
    expect([...filled.all()].map(({ object }) => object.type)).toEqual(['tool', 'report']);
    expect(filled.find(report.id)?.object.object_refs).toEqual([tool.id]);
    expect(filled.find(malware.id)).toBeUndefined();
  });

  it('says so when there is nothing to delete', () => {
    expect(deleteObject(knowledge(), 'malware--unknown', NOW)).toBeUndefined();
  });

  it('lets an object come again after it was deleted', () => {
    const filled = knowledge();
    deleteObject(filled, malware.id, NOW);

    upsertObject(filled, malware, NOW);

    expect(filled.find(malware.id)?.object.name).toBe('Emotet');
  });
});
