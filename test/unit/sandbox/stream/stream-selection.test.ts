import type { KnowledgeChange } from '../../../../src/sandbox/knowledge/knowledge-change.js';
import type { StreamCollection } from '../../../../src/sandbox/stream/stream-collection.js';
import type { NewEntry } from '../../../../src/sandbox/stream/stream-entry.js';
import { selectEvent } from '../../../../src/sandbox/stream/stream-selection.js';
import { NOW, PlatformRig, withId } from '../platform-rig.js';

const malware = withId({ type: 'malware', name: 'Emotet' });
const tool = withId({ type: 'tool', name: 'PsExec' });
const uses = withId({
  type: 'relationship',
  relationship_type: 'uses',
  source_ref: malware.id,
  target_ref: tool.id,
});

function streamOf(key: string, ...values: string[]): StreamCollection {
  const filters = { mode: 'and', filters: [{ key, values }], filterGroups: [] };
  const common = { id: 's', name: 's', description: '', isLive: true, isPublic: false };

  return { ...common, filters: JSON.stringify(filters) };
}

function select(
  rig: PlatformRig,
  event: KnowledgeChange | { readonly scripted: Record<string, unknown> },
  collection: StreamCollection,
  options: { withDependencies?: boolean; withDeletions?: boolean } = {},
): ReturnType<typeof selectEvent> {
  const entry: NewEntry =
    'scripted' in event
      ? { kind: 'scripted', event: { type: 'create', data: event.scripted } }
      : { kind: 'change', change: event, origin: { userId: 'u' } };

  return selectEvent(
    { ...entry, position: { ms: 1, seq: 0 } },
    { collection, withDependencies: false, withDeletions: true, ...options },
    rig.knowledge,
  );
}

describe('selectEvent', () => {
  it.each([
    ['stays in the stream', ['a'], ['a', 'b'], 'update'],
    ['enters the stream', [], ['a'], 'create'],
    ['leaves the stream', ['a'], [], 'delete'],
    ['stays outside', ['b'], ['c'], undefined],
  ])('names the update of what %s accordingly', (_what, before, after, expected) => {
    const rig = new PlatformRig();
    const stored = rig.store(malware);
    const change: KnowledgeChange = {
      kind: 'update',
      before: { ...stored, object: { ...malware, labels: before } },
      after: { ...stored, object: { ...malware, labels: after } },
    };

    expect(select(rig, change, streamOf('objectLabel', 'a'))?.event).toBe(expected);
  });

  it('leaves deletions out when they are not wanted, those by leaving too', () => {
    const rig = new PlatformRig();
    const stored = rig.store(malware);
    const left: KnowledgeChange = {
      kind: 'update',
      before: { ...stored, object: { ...malware, labels: ['a'] } },
      after: stored,
    };
    const options = { withDeletions: false };
    const gone: KnowledgeChange = { kind: 'delete', before: stored };

    expect(select(rig, gone, streamOf('entity_type', 'Malware'), options)).toBeUndefined();
    expect(select(rig, left, streamOf('objectLabel', 'a'), options)).toBeUndefined();
  });

  it('sends a relationship of something in the stream to those who want dependencies', () => {
    const rig = new PlatformRig();
    const change: KnowledgeChange = { kind: 'create', after: rig.store(malware, tool, uses) };
    const stream = streamOf('entity_type', 'Malware');

    expect(select(rig, change, stream)).toBeUndefined();
    expect(select(rig, change, stream, { withDependencies: true })).toMatchObject({
      event: 'create',
      isDependency: true,
    });
  });

  it('sends what a container in the stream holds to those who want dependencies', () => {
    const rig = new PlatformRig();
    const report = withId({ type: 'report', name: 'R', published: NOW, object_refs: [tool.id] });
    rig.store(tool, report);
    const after = rig.knowledge.find(tool.id);
    if (!after) throw new Error('not stored');
    const stream = streamOf('entity_type', 'Report');

    const selected = select(rig, { kind: 'create', after }, stream, { withDependencies: true });

    expect(selected).toMatchObject({ isDependency: true });
  });

  it('filters by markings, authors and parent types', () => {
    const rig = new PlatformRig();
    const green = 'marking-definition--34098fce-860f-48ae-8e50-ebd3cc5e41da';
    const after = rig.store({ ...malware, object_marking_refs: [green] });
    const change: KnowledgeChange = { kind: 'create', after };
    const internal = rig.knowledge.find(green)?.internalId ?? '';

    expect(select(rig, change, streamOf('objectMarking', internal))).toBeDefined();
    expect(select(rig, change, streamOf('objectMarking', green))).toBeDefined();
    expect(select(rig, change, streamOf('objectMarking', 'other'))).toBeUndefined();
    expect(select(rig, change, streamOf('entity_type', 'Stix-Domain-Object'))).toBeDefined();
    expect(select(rig, change, streamOf('createdBy', 'identity--1'))).toBeUndefined();
  });

  it('lets a scripted event through as the filters say of its object', () => {
    const rig = new PlatformRig();
    const stream = streamOf('entity_type', 'Malware');

    expect(select(rig, { scripted: malware }, stream)).toEqual({ event: 'create' });
    expect(select(rig, { scripted: tool }, stream)).toBeUndefined();
    expect(select(rig, { scripted: { odd: true } }, stream)).toEqual({ event: 'create' });
  });

  it('lets everything through when the filters can not be read', () => {
    const rig = new PlatformRig();
    const change: KnowledgeChange = { kind: 'create', after: rig.store(malware) };
    const broken = { ...streamOf('entity_type', 'Tool'), filters: '{' };

    expect(select(rig, change, broken)).toMatchObject({ event: 'create' });
  });
});
