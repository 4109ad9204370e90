import type { JournalEntry } from '../../../../src/sandbox/journal.js';
import type { PlatformState } from '../../../../src/sandbox/operations/operation.js';
import {
  sandboxCounts,
  sandboxState,
  stateText,
} from '../../../../src/sandbox/views/sandbox-state.js';
import { NOW, PlatformRig, withId } from '../platform-rig.js';

const malware = withId({ type: 'malware', name: 'Emotet' });
const tool = withId({ type: 'tool', name: 'PsExec' });
const uses = withId({
  type: 'relationship',
  relationship_type: 'uses',
  source_ref: malware.id,
  target_ref: tool.id,
});
const seen = withId({
  type: 'sighting',
  sighting_of_ref: malware.id,
  where_sighted_refs: [tool.id],
});
const journal: readonly JournalEntry[] = [{ at: NOW, message: 'noted', facts: {} }];

describe('the state of a sandbox', () => {
  let rig: PlatformRig;
  let state: PlatformState;

  beforeEach(() => {
    rig = new PlatformRig();
    state = rig as unknown as PlatformState;
  });

  async function textOf(): Promise<{ readonly pieces: number; readonly whole: string }> {
    const pieces: string[] = [];
    for await (const piece of stateText(state, journal)) pieces.push(piece);

    return { pieces: pieces.length, whole: pieces.join('') };
  }

  it('lists relationships apart from objects, and counts both', async () => {
    rig.store(malware, tool, uses, seen);

    const { objects, relationships, counts } = await sandboxState(state, journal);

    expect(objects.map(({ name }) => name)).toEqual(['Emotet', 'PsExec']);
    expect(relationships).toEqual([
      {
        id: uses.id,
        relationship_type: 'uses',
        source_ref: malware.id,
        target_ref: tool.id,
      },
      {
        id: seen.id,
        relationship_type: 'stix-sighting-relationship',
        source_ref: malware.id,
        target_ref: tool.id,
      },
    ]);
    expect(counts).toEqual({
      objects: 2,
      relationships: 2,
      connectors: 0,
      works: 0,
      byType: { malware: 1, tool: 1, relationship: 1, sighting: 1 },
    });
  });

  it.each([0, 1, 500, 501, 1_200])('is the same text of %i objects in pieces', async count => {
    const addresses = Array.from({ length: count }, (_, index) =>
      withId({ type: 'ipv4-addr', value: `10.0.${index >> 8}.${index & 255}` }),
    );
    rig.register({ type: 'STREAM' });
    rig.store(malware, tool, uses, ...addresses);

    const { pieces, whole } = await textOf();

    expect(JSON.parse(whole)).toEqual(
      JSON.parse(JSON.stringify(await sandboxState(state, journal))),
    );
    expect(pieces).toBeGreaterThan(count / 500);
  });

  it('shows what there was when it was asked for', async () => {
    rig.store(malware);
    const text = stateText(state, journal);
    const pieces: unknown[] = [(await text.next()).value];

    rig.store(tool);
    for await (const piece of text) pieces.push(piece);

    expect(JSON.parse(pieces.join(''))).toMatchObject({
      counts: { objects: 1 },
      objects: [{ id: malware.id }],
    });
  });

  it('is counted without a look at what is held', () => {
    rig.store(malware, tool, uses);
    const all = jest.spyOn(rig.knowledge, 'all');

    const counts = sandboxCounts(state);

    expect(counts).toMatchObject({ objects: 2, relationships: 1 });
    expect(all).not.toHaveBeenCalled();
  });
});
