import { Journal } from '../../../../src/sandbox/journal.js';
import { MemoryQueues } from '../../../../src/sandbox/queues/memory-queues.js';
import { writePushMessage } from '../../../../src/sandbox/queues/push-message.js';
import { Worker } from '../../../../src/sandbox/worker/worker.js';
import { stixId } from '../../../../src/stix/index.js';
import { idlePoster, NOW, PlatformRig } from '../platform-rig.js';

type Sent = Record<string, unknown> & { type: string };

class Rig {
  readonly platform = new PlatformRig();
  readonly knowledge = this.platform.knowledge;
  readonly works = this.platform.works;
  readonly journal = new Journal(this.platform.now, () => {});
  readonly worker: Worker;
  readonly queues: MemoryQueues;
  readonly givenUp: Buffer[] = [];
  #quiet: () => void = () => {};

  constructor(maxReferences?: number) {
    const { knowledge, works, drafts, ingestion } = this.platform;
    this.worker = new Worker({
      ...{ knowledge, works, drafts, ingestion },
      journal: this.journal,
      received: () => {},
      republish: message => this.queues.publish(message),
      settled: () => {},
      maxReferences,
      giveUp: async body => void this.givenUp.push(body),
    });
    const drained = (): void => {
      this.worker.drained();
      this.#quiet();
    };
    this.queues = new MemoryQueues(
      { handle: message => this.worker.handle(message), drained },
      { consume: false, poster: idlePoster() },
    );
  }

  openWork(): string {
    return this.works.add({
      connectorId: 'alpha',
      connectorType: 'EXTERNAL_IMPORT',
      name: 'run',
      userId: 'u',
    }).id;
  }

  async send(body: Buffer): Promise<void> {
    await this.queues.publish({ connectorId: 'alpha', body });
  }

  async sendBundle(objects: unknown, fields: Record<string, unknown> = {}): Promise<void> {
    await this.send(bundleMessage(objects, fields));
  }

  async work(): Promise<void> {
    const quiet = new Promise<void>(resolve => (this.#quiet = resolve));
    await this.queues.resume();
    await quiet;
    await this.queues.pause();
  }

  get types(): string[] {
    return [...this.knowledge.all()].map(({ object }) => object.type);
  }

  get notes(): string[] {
    return this.journal.entries().map(({ message }) => message);
  }
}

function bundleMessage(objects: unknown, fields: Record<string, unknown> = {}): Buffer {
  return writePushMessage({ ...fields, content: JSON.stringify({ type: 'bundle', objects }) });
}

function withId(object: Sent): Sent & { id: string } {
  return { ...object, id: stixId(object) };
}

const malware = withId({ type: 'malware', name: 'Emotet' });
const tool = withId({ type: 'tool', name: 'PsExec' });

function relationship(type: string, source: string, target: string): Sent & { id: string } {
  return withId({
    type: 'relationship',
    relationship_type: type,
    source_ref: source,
    target_ref: target,
  });
}

describe('worker', () => {
  it('splits a bundle, announces its objects and reports each of them', async () => {
    const rig = new Rig();
    const work = rig.openWork();
    await rig.sendBundle([relationship('uses', malware.id, tool.id), tool, malware], {
      work_id: work,
    });

    await rig.work();

    expect(rig.types.sort()).toEqual(['malware', 'relationship', 'tool']);
    expect(rig.works.get(work)).toMatchObject({
      status: 'complete',
      expected: 3,
      completedNumber: 3,
      errors: [],
    });
  });

  it('imports a bundle of one object at once, without announcing it', async () => {
    const rig = new Rig();
    const work = rig.openWork();
    rig.works.expect(work, 1);
    await rig.sendBundle([malware], { work_id: work });

    await rig.work();

    expect(rig.works.get(work)).toMatchObject({ status: 'complete', expected: 1 });
  });

  it('imports a bundle that is not to be split object by object', async () => {
    const rig = new Rig();
    const work = rig.openWork();
    rig.works.expect(work, 2);
    await rig.sendBundle([malware, tool], { work_id: work, no_split: true });

    await rig.work();

    expect(rig.works.get(work)).toMatchObject({ expected: 2, completedNumber: 2 });
  });

  it('waits for what an object refers to when that comes later', async () => {
    const rig = new Rig();
    const work = rig.openWork();
    rig.works.expect(work, 3);
    for (const object of [relationship('uses', malware.id, tool.id), tool, malware]) {
      await rig.sendBundle([object], { work_id: work });
    }

    await rig.work();

    expect(rig.types.sort()).toEqual(['malware', 'relationship', 'tool']);
    expect(rig.works.get(work)).toMatchObject({ status: 'complete', errors: [] });
  });

  it('reports references that lead nowhere, with the object', async () => {
    const rig = new Rig();
    const work = rig.openWork();
    rig.works.expect(work, 1);
    const lost = relationship('uses', malware.id, tool.id);
    await rig.sendBundle([lost], { work_id: work });

    await rig.work();

    const [error] = rig.works.get(work)?.errors ?? [];
    expect(error?.message).toBe(
      `MISSING_REFERENCE_ERROR: Element(s) not found: ${malware.id} (source_ref), ${tool.id} (target_ref)`,
    );
    expect(JSON.parse(error?.source ?? '')).toMatchObject({ id: lost.id });
    expect(rig.works.get(work)?.status).toBe('complete');
  });

  it('reports a relationship that OpenCTI refuses', async () => {
    const rig = new Rig();
    const work = rig.openWork();
    await rig.sendBundle([malware, tool, relationship('uses', tool.id, malware.id)], {
      work_id: work,
    });

    await rig.work();

    expect(rig.works.get(work)?.errors[0]?.message).toMatch(/^FUNCTIONAL_ERROR: .*uses/);
    expect(rig.types).not.toContain('relationship');
  });

  it('reports an object of a type that OpenCTI does not import', async () => {
    const rig = new Rig();
    const work = rig.openWork();
    rig.works.expect(work, 1);
    await rig.sendBundle([{ type: 'x-mitre-tactic', id: 'x-mitre-tactic--1' }], { work_id: work });

    await rig.work();

    expect(rig.works.get(work)?.errors).toHaveLength(1);
    expect(rig.types).toEqual([]);
  });

  it('notes what the splitter leaves out of a larger bundle, which no work is told of', async () => {
    const rig = new Rig();
    const work = rig.openWork();
    await rig.sendBundle([malware, { type: 'x-mitre-tactic', id: 'x-mitre-tactic--1' }, tool], {
      work_id: work,
    });

    await rig.work();

    expect(rig.works.get(work)).toMatchObject({ expected: 2, errors: [] });
    expect(rig.notes).toEqual(['object left out by the splitter']);
  });

  it('drops the bundle of a work that is dead', async () => {
    const rig = new Rig();
    const work = rig.openWork();
    rig.works.delete(work);
    await rig.sendBundle([malware], { work_id: work });

    await rig.work();

    expect(rig.types).toEqual([]);
    expect(rig.notes).toEqual(['bundle of a dead work dropped']);
  });

  it('drops bundles that come after the work finished', async () => {
    const rig = new Rig();
    const work = rig.openWork();
    rig.works.expect(work, 1);
    await rig.sendBundle([malware], { work_id: work });
    await rig.work();
    rig.works.process(work, 'done', false);

    await rig.sendBundle([tool], { work_id: work });
    await rig.work();

    expect(rig.types).toEqual(['malware']);
  });

  it('imports a bundle without a work', async () => {
    const rig = new Rig();
    await rig.sendBundle([malware, tool]);

    await rig.work();

    expect(rig.types.sort()).toEqual(['malware', 'tool']);
  });

  it('takes only the types it is told to, and counts the others as done', async () => {
    const rig = new Rig();
    const work = rig.openWork();
    await rig.sendBundle([malware, tool], { work_id: work, entities_types: ['tool'] });

    await rig.work();

    expect(rig.types).toEqual(['tool']);
    expect(rig.works.get(work)).toMatchObject({ status: 'complete', errors: [] });
  });

  it('deletes what it is told to delete', async () => {
    const rig = new Rig();
    await rig.sendBundle([malware]);
    await rig.sendBundle([{ ...malware, opencti_operation: 'delete' }]);

    await rig.work();

    expect(rig.types).toEqual([]);
  });

  it('reads the operation in the extension too', async () => {
    const rig = new Rig();
    const extension = 'extension-definition--ea279b3e-5c71-4632-ac08-831c66a786ba';
    await rig.sendBundle([malware]);
    await rig.sendBundle([
      { ...malware, extensions: { [extension]: { opencti_operation: 'delete' } } },
    ]);

    await rig.work();

    expect(rig.types).toEqual([]);
  });

  it('reports an operation it does not know', async () => {
    const rig = new Rig();
    const work = rig.openWork();
    rig.works.expect(work, 1);
    await rig.sendBundle([{ ...malware, opencti_operation: 'rule_apply' }], { work_id: work });

    await rig.work();

    expect(rig.works.get(work)?.errors[0]?.message).toMatch(/^UNSUPPORTED_ERROR: .*rule_apply/);
  });

  it('takes events that create, update and delete', async () => {
    const rig = new Rig();
    const event = (type: string, data: unknown): Buffer =>
      writePushMessage({ type: 'event', content: JSON.stringify({ type, data }) });
    await rig.send(event('create', malware));
    await rig.send(event('update', { ...malware, description: 'new' }));
    await rig.send(event('create', tool));
    await rig.send(event('delete', tool));

    await rig.work();

    expect([...rig.knowledge.all()].map(({ object }) => object.description)).toEqual(['new']);
  });

  it('makes one sighting of each place', async () => {
    const rig = new Rig();
    const places = ['A', 'B'].map(name =>
      withId({ type: 'identity', name, identity_class: 'organization' }),
    );
    const sighting = withId({
      type: 'sighting',
      sighting_of_ref: malware.id,
      where_sighted_refs: places.map(({ id }) => id),
      first_seen: NOW,
    });
    await rig.sendBundle([malware, ...places, sighting]);
    await rig.sendBundle([sighting]);

    await rig.work();

    const sightings = [...rig.knowledge.all()].filter(({ object }) => object.type === 'sighting');
    expect(sightings.map(({ object }) => object.where_sighted_refs)).toEqual(
      places.map(({ id }) => [id]),
    );
  });

  it('merges objects that an event says are the same', async () => {
    const rig = new Rig();
    const other = withId({ type: 'malware', name: 'Heodo', description: 'a loader' });
    const event = { type: 'merge', data: malware, context: { sources: [other] } };
    await rig.sendBundle([malware, other, tool, relationship('uses', other.id, tool.id)]);
    await rig.work();

    await rig.send(writePushMessage({ type: 'event', content: JSON.stringify(event) }));
    await rig.work();

    const [merged] = [...rig.knowledge.ofType('malware')];
    const [link] = [...rig.knowledge.ofType('relationship')];
    expect(merged?.object).toMatchObject({ name: 'Emotet', description: 'a loader' });
    expect(rig.knowledge.find(other.id)).toBe(merged);
    expect(link?.object.source_ref).toBe(malware.id);
  });

  it('changes fields that it is told to change', async () => {
    const rig = new Rig();
    const edits = [
      { key: 'description', value: ['new'] },
      { key: 'malware_types', value: ['trojan', 'bot'], operation: 'add' },
    ];
    const patch = { ...malware, opencti_operation: 'patch', opencti_field_patch: edits };
    await rig.sendBundle([malware]);
    await rig.sendBundle([patch]);

    await rig.work();

    expect(rig.knowledge.find(malware.id)?.object).toMatchObject({
      description: 'new',
      malware_types: ['trojan', 'bot'],
    });
  });

  it('puts what comes in a draft into the draft alone', async () => {
    const rig = new Rig();
    const draft = rig.platform.drafts.add({ name: 'd', entityId: null, creatorId: 'u' });
    const work = rig.openWork();
    rig.works.expect(work, 1);
    await rig.sendBundle([malware], { work_id: work, draft_id: draft.id });

    await rig.work();

    expect(rig.types).toEqual([]);
    expect(draft.knowledge.changes().map(({ object }) => object.id)).toEqual([malware.id]);
    expect(rig.works.get(work)).toMatchObject({ status: 'complete', errors: [] });
  });

  it.each(['unknown', 'validated'])('reports what comes in a draft that is %s', async kind => {
    const rig = new Rig();
    const draft = rig.platform.drafts.add({ name: 'd', entityId: null, creatorId: 'u' });
    rig.platform.drafts.validate(draft.id);
    const work = rig.openWork();
    rig.works.expect(work, 1);
    const draftId = kind === 'unknown' ? 'unknown' : draft.id;
    await rig.sendBundle([malware], { work_id: work, draft_id: draftId });

    await rig.work();

    expect(rig.works.get(work)?.errors[0]?.message).toMatch(/^DRAFT_LOCKED/);
    expect(rig.types).toEqual([]);
  });

  it('keeps the files that come inside an object apart from it', async () => {
    const rig = new Rig();
    const data = Buffer.from('one').toString('base64');
    const files = [{ name: 'Notes.TXT', data, mime_type: 'text/plain' }, { name: 'no data' }];
    await rig.sendBundle([{ ...malware, x_opencti_files: files }]);

    await rig.work();

    const stored = rig.knowledge.find(malware.id);
    const [file, ...others] = rig.platform.files.under();
    expect(stored?.object).not.toHaveProperty('x_opencti_files');
    expect(file?.id).toBe(`import/Malware/${stored?.internalId}/notes.txt`);
    expect(others).toEqual([]);
    expect(rig.platform.arrived).toEqual([file?.id]);
  });

  it.each([
    ['that is no JSON', Buffer.from('}{')],
    ['without objects', bundleMessage([])],
    ['whose objects are no list', bundleMessage('all')],
    ['whose objects are no objects', bundleMessage([null, 5])],
    ['whose objects have no id', bundleMessage([{ type: 'malware' }, { type: 'tool' }])],
    ['whose event has no data', writePushMessage({ type: 'event', content: '{"type":"create"}' })],
  ])('notes a message %s, and goes on', async (_what, body) => {
    const rig = new Rig();
    await rig.send(body);
    await rig.sendBundle([malware]);

    await rig.work();

    expect(rig.types).toEqual(['malware']);
    expect(rig.notes.length).toBeGreaterThan(0);
  });

  it('shows no source of more than fifty thousand characters', async () => {
    const rig = new Rig();
    const work = rig.openWork();
    rig.works.expect(work, 1);
    const large = { ...malware, opencti_operation: 'rule_apply', description: 'x'.repeat(50_000) };
    await rig.sendBundle([large], { work_id: work });

    await rig.work();

    expect(rig.works.get(work)?.errors[0]?.source).toBe('Bundle too large');
  });

  it('imports a chain of a thousand objects that come in the wrong order', async () => {
    const rig = new Rig();
    const chain = Array.from({ length: 1_000 }, (_, n) =>
      withId({ type: 'note', created: NOW, content: `n${n}`, object_refs: [malware.id] }),
    ).map((note, n, notes) => ({ ...note, object_refs: [notes[n + 1]?.id ?? malware.id] }));
    for (const note of [...chain, malware]) await rig.sendBundle([note]);

    await rig.work();

    expect(rig.types).toHaveLength(1_001);
  });

  it('lays aside what has too many references, with the reason, and reports it to its work', async () => {
    const small = new Rig(2);
    const work = small.openWork();
    small.works.expect(work, 2);
    await small.sendBundle([malware], { work_id: work, action_sequence: 7 });
    await small.sendBundle([tied], { work_id: work, action_sequence: 8 });

    await small.work();
    const letter = JSON.parse(small.givenUp.join('')) as Record<string, unknown>;
    const content: unknown = JSON.parse(Buffer.from(String(letter.content), 'base64').toString());

    expect(small.givenUp).toHaveLength(1);
    expect(letter).toMatchObject({ work_id: work, action_sequence: 8 });
    expect(content).toMatchObject({
      id: tied.id,
      rejection_info: {
        reject_reason: 'ELEMENT_TOO_LARGE',
        objects_max_refs: 2,
        original_connector_id: 'alpha',
      },
    });
    expect(small.works.get(work)).toMatchObject({
      status: 'complete',
      errors: [{ message: 'Too large element in bundle' }],
    });
    expect(small.types).toEqual(['malware']);
  });

  it('lays nothing aside unless it is told to', async () => {
    const rig = new Rig();
    await rig.sendBundle([tied]);

    await rig.work();

    expect(rig.givenUp).toEqual([]);
    expect(rig.types).toContain('tool');
  });
});

const tied = withId({
  type: 'tool',
  name: 'Tied',
  external_references: [{ source_name: 'one', url: 'https://one.example/' }],
  kill_chain_phases: [{ kill_chain_name: 'chain', phase_name: 'phase' }],
});
