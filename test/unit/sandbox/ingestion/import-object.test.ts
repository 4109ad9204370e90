import {
  importObject,
  type ImportOutcome,
} from '../../../../src/sandbox/ingestion/import-object.js';
import type { StixRecord } from '../../../../src/sandbox/knowledge/stix-record.js';
import { OPENCTI_EXTENSION } from '../../../../src/stix/index.js';
import { NOW, PlatformRig, withId } from '../platform-rig.js';

const malware = withId({ type: 'malware', name: 'Emotet' });
const tool = withId({ type: 'tool', name: 'PsExec' });
const uses = withId({
  type: 'relationship',
  relationship_type: 'uses',
  source_ref: malware.id,
  target_ref: tool.id,
});

describe('importObject', () => {
  let rig: PlatformRig;
  beforeEach(() => (rig = new PlatformRig()));

  function imported(object: StixRecord): ImportOutcome {
    return importObject(rig.knowledge, object, NOW);
  }

  function operation(name: string, object: StixRecord, more: object = {}): ImportOutcome {
    return imported({ ...object, opencti_operation: name, ...more });
  }

  it('stores an object, and gives every id it is found under', () => {
    const outcome = imported({ ...malware, id: 'malware--as-sent' });

    expect(outcome).toMatchObject({ kind: 'done', changes: [{ kind: 'create' }] });
    expect(outcome).toMatchObject({
      ids: expect.arrayContaining(['malware--as-sent', malware.id]) as string[],
    });
  });

  it('names what is missing, and stores nothing', () => {
    rig.store(malware);

    const outcome = imported(uses);

    expect(outcome).toEqual({
      kind: 'missing',
      references: [{ property: 'target_ref', ref: tool.id }],
    });
    expect(rig.knowledge.find(uses.id)).toBeUndefined();
  });

  it('refuses a relationship between two that OpenCTI never links this way', () => {
    rig.store(malware, tool);

    const outcome = imported(withId({ ...uses, relationship_type: 'located-at' }));

    expect(outcome).toMatchObject({
      kind: 'refused',
      error: expect.stringMatching(/^FUNCTIONAL_ERROR: /) as string,
    });
  });

  it.each([
    ['relationship', 'relationship_type', { source_ref: malware.id, target_ref: tool.id }],
    ['relationship', 'source_ref', { relationship_type: 'uses', target_ref: tool.id }],
    ['relationship', 'target_ref', { relationship_type: 'uses', source_ref: malware.id }],
    ['sighting', 'sighting_of_ref', { where_sighted_refs: [malware.id] }],
    ['sighting', 'where_sighted_refs', { sighting_of_ref: malware.id, where_sighted_refs: [] }],
  ])('refuses a %s without %s', (type, lacking, members) => {
    const outcome = imported({ ...members, type, id: `${type}--1` });

    expect(outcome).toEqual({
      kind: 'refused',
      error: `VALIDATION_ERROR: ${type} has no ${lacking}`,
    });
  });

  it.each(['delete', 'delete_force'])('does what %s says', name => {
    rig.store(malware, tool, uses);

    const outcome = operation(name, malware);

    expect(outcome).toMatchObject({ kind: 'done', changes: [{ kind: 'delete' }] });
    expect([...rig.knowledge.all()].map(({ object }) => object.id)).toEqual([tool.id]);
  });

  it('takes the operation from the extension too', () => {
    rig.store(malware);
    const extensions = { [OPENCTI_EXTENSION]: { opencti_operation: 'delete' } };

    imported({ ...malware, extensions });

    expect(rig.knowledge.find(malware.id)).toBeUndefined();
  });

  it('deletes by an id that another producer gave the object', () => {
    imported({ ...malware, id: 'malware--as-sent' });

    const outcome = operation('delete', { ...malware, id: 'malware--as-sent' });

    expect(outcome.kind).toBe('done');
    expect(rig.knowledge.find(malware.id)).toBeUndefined();
  });

  it('merges what it is told to merge, and leads references over', () => {
    const twin = withId({ type: 'malware', name: 'Geodo' });
    rig.store(malware, tool, twin, withId({ ...uses, source_ref: twin.id }));

    const outcome = operation('merge', malware, {
      merge_target_id: malware.id,
      merge_source_ids: [twin.id],
    });

    expect(outcome).toMatchObject({ kind: 'done', changes: [{ kind: 'merge' }] });
    expect(rig.knowledge.find(twin.id)?.object.id).toBe(malware.id);
    expect(rig.knowledge.find(uses.id)?.object.source_ref).toBe(malware.id);
  });

  it.each([
    ['delete', {}, 'UNSUPPORTED_ERROR: Cant find element to delete'],
    ['merge', { merge_source_ids: [] }, 'UNSUPPORTED_ERROR: Cannot merge, elements not found'],
    ['merge', { merge_source_ids: 5 }, 'UNSUPPORTED_ERROR: Cannot merge, elements not found'],
    ['patch', {}, 'UNSUPPORTED_ERROR: Cant find element to patch'],
    ['explode', {}, 'UNSUPPORTED_ERROR: the sandbox does not know the operation "explode"'],
    ['__proto__', {}, 'UNSUPPORTED_ERROR: the sandbox does not know the operation "__proto__"'],
  ])('reports a %s that can not be done', (name, more, error) => {
    const outcome = operation(name, malware, more);

    expect(outcome).toEqual({ kind: 'refused', error });
  });

  it.each([[5], [[5]], [[{}]], [[{ key: 5, value: {} }]]])(
    'does nothing bad with the patch %j',
    edits => {
      rig.store(malware);

      const outcome = operation('patch', malware, { opencti_field_patch: edits });

      expect(['done', 'refused']).toContain(outcome.kind);
      expect(rig.knowledge.find(malware.id)?.object.name).toBe('Emotet');
    },
  );
});
