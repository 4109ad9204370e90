import { stixSourceOf } from '../../../../src/sandbox/entities/entity-surroundings.js';
import type { KnowledgeChange } from '../../../../src/sandbox/knowledge/knowledge-change.js';
import { upsertObject } from '../../../../src/sandbox/knowledge/upsert-object.js';
import { eventPayload, knownObjectPayload } from '../../../../src/sandbox/stream/event-payload.js';
import type { StreamEntry } from '../../../../src/sandbox/stream/stream-entry.js';
import { NOW, PlatformRig, withId } from '../platform-rig.js';

const malware = withId({ type: 'malware', name: 'Emotet', labels: ['a'] });
const position = { ms: 1_772_615_553_120, seq: 3 };

function payload(rig: PlatformRig, change: KnowledgeChange, origin = {}): Record<string, never> {
  const entry: StreamEntry = {
    kind: 'change',
    position,
    change,
    origin: { userId: 'u', ...origin },
  };

  return eventPayload(entry, stixSourceOf(rig)) as Record<string, never>;
}

function updateOf(rig: PlatformRig, members: object): KnowledgeChange {
  rig.store(malware);
  const outcome = upsertObject(rig.knowledge, { ...malware, ...members }, NOW);
  if (outcome.kind !== 'stored' || !outcome.change) throw new Error('no change');

  return outcome.change;
}

describe('eventPayload', () => {
  it('of a creation has no context', () => {
    const rig = new PlatformRig();

    const told = payload(rig, { kind: 'create', after: rig.store(malware) });

    expect(told).toMatchObject({
      version: '4',
      type: 'create',
      scope: 'external',
      message: 'creates a Malware `Emotet`',
      origin: { user_id: 'u' },
      data: { id: malware.id },
      noHistory: false,
      event_id: '1772615553120-3',
    });
    expect(told).not.toHaveProperty('context');
  });

  it('of an update says how to get there and back', () => {
    const rig = new PlatformRig();

    const told = payload(rig, updateOf(rig, { description: 'new', labels: ['b'] }));

    expect(told.context).toMatchObject({
      patch: expect.arrayContaining([
        { op: 'add', path: '/description', value: 'new' },
        { op: 'add', path: '/labels/1', value: 'b' },
      ]) as unknown,
      reverse_patch: expect.arrayContaining([
        { op: 'remove', path: '/description' },
        { op: 'remove', path: '/labels/1' },
      ]) as unknown,
      changes: expect.arrayContaining([
        { field: 'description', previous: [], new: ['new'], added: [], removed: [] },
        { field: 'labels', previous: [], new: [], added: ['b'], removed: [] },
      ]) as unknown,
    });
    expect(told.data).toMatchObject({ description: 'new', labels: ['a', 'b'] });
    expect(told.message).toMatch(/^replaces `.+` in `.+`$/);
  });

  it('of a deletion has the last state', () => {
    const rig = new PlatformRig();

    const told = payload(rig, { kind: 'delete', before: rig.store(malware) });

    expect(told).toMatchObject({ type: 'delete', message: 'deletes a Malware `Emotet`' });
    expect(told.data).toMatchObject({ id: malware.id, name: 'Emotet' });
  });

  it('of a merge has what was taken up', () => {
    const rig = new PlatformRig();
    const after = rig.store(malware);
    const source = rig.store(withId({ type: 'malware', name: 'Heodo' }));

    const told = payload(rig, { kind: 'merge', before: after, after, sources: [source] });

    expect(told).toMatchObject({
      message: 'merges Malware `Heodo` in `Emotet`',
      context: { sources: [{ name: 'Heodo' }] },
    });
  });

  it('says of a relationship what it links', () => {
    const rig = new PlatformRig();
    const tool = withId({ type: 'tool', name: 'PsExec' });
    const uses = withId({
      type: 'relationship',
      relationship_type: 'uses',
      source_ref: malware.id,
      target_ref: tool.id,
    });

    const told = payload(rig, { kind: 'create', after: rig.store(malware, tool, uses) });

    expect(told.message).toBe('creates the relation uses from `Emotet` to `PsExec`');
  });

  it('carries the id of the event that it repeats', () => {
    const rig = new PlatformRig();

    const told = payload(rig, { kind: 'create', after: rig.store(malware) }, { eventId: '5-0' });

    expect(told.event_id).toBe('5-0');
  });

  it('of a scripted event is what was written', () => {
    const entry: StreamEntry = {
      kind: 'scripted',
      position,
      event: { type: 'update', data: { id: 'x' }, payload: { message: 'mine', context: {} } },
    };

    expect(eventPayload(entry, stixSourceOf(new PlatformRig()))).toMatchObject({
      version: '4',
      type: 'update',
      message: 'mine',
      data: { id: 'x' },
      context: {},
    });
  });
});

describe('knownObjectPayload', () => {
  it('has neither type nor scope', () => {
    const rig = new PlatformRig();

    const told = knownObjectPayload(rig.store(malware), 'init-dependencies', stixSourceOf(rig));

    expect(Object.keys(told).sort()).toEqual(['data', 'message', 'origin', 'version']);
    expect(told.origin).toEqual({ referer: 'init-dependencies' });
  });
});
