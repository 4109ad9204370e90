import { enrichAutomatically } from '../../../../src/sandbox/asks/ask-enrichment.js';
import type { KnowledgeChange } from '../../../../src/sandbox/knowledge/knowledge-change.js';
import { PlatformRig, withId } from '../platform-rig.js';

const address = withId({ type: 'ipv4-addr', value: '198.51.100.7', x_opencti_score: 80 });
const origin = { userId: 'user' };

function creationOf(rig: PlatformRig, object = address): KnowledgeChange {
  return { kind: 'create', after: rig.store(object) };
}

function updateOf(rig: PlatformRig): KnowledgeChange {
  const after = rig.store(address);

  return { kind: 'update', before: after, after };
}

function filters(key: string, values: string[]): string {
  return JSON.stringify({ mode: 'and', filters: [{ key, values }], filterGroups: [] });
}

describe('enrichAutomatically', () => {
  it.each([
    ['auto', { auto: true }, 'create', 1],
    ['auto', { auto: true }, 'update', 0],
    ['neither', {}, 'create', 0],
    ['auto update', { autoUpdate: true }, 'update', 1],
    ['auto update', { autoUpdate: true }, 'create', 0],
    ['a scope in other letters', { auto: true, scope: ['ipv4-addr'] }, 'create', 1],
    ['another scope', { auto: true, scope: ['Url'] }, 'create', 0],
    ['no scope', { auto: true, scope: [] }, 'create', 0],
  ] as const)('asks a connector with %s %j on %s %i times', async (_what, options, kind, times) => {
    const rig = new PlatformRig();
    const id = rig.register({ type: 'INTERNAL_ENRICHMENT', scope: ['IPv4-Addr'], ...options });
    const change = kind === 'create' ? creationOf(rig) : updateOf(rig);

    await enrichAutomatically(change, origin, rig);

    expect(rig.asked(id)).toHaveLength(times);
  });

  it.each([
    ['match', filters('x_opencti_score', ['80']), 1],
    ['do not match', filters('x_opencti_score', ['10']), 0],
    ['can not be read', '{', 0],
  ])('lets filters that %s decide instead of the connector', async (_what, triggers, times) => {
    const rig = new PlatformRig();
    const type = 'INTERNAL_ENRICHMENT';
    const id = rig.register({ type, scope: ['IPv4-Addr'], auto: times === 0 });
    rig.connectors.setTriggerFilters(id, triggers);

    await enrichAutomatically(creationOf(rig), origin, rig);

    expect(rig.asked(id)).toHaveLength(times);
  });

  it('asks nobody of an entity that opted out, nor of a relationship', async () => {
    const rig = new PlatformRig();
    const scope = ['IPv4-Addr', 'resolves-to'];
    const id = rig.register({ type: 'INTERNAL_ENRICHMENT', scope, auto: true });
    const optedOut = { ...address, x_opencti_auto_enrichment_disable: true };
    const domain = withId({ type: 'domain-name', value: 'a.example' });
    const link = withId({
      type: 'relationship',
      relationship_type: 'resolves-to',
      source_ref: domain.id,
      target_ref: address.id,
    });

    await enrichAutomatically(creationOf(rig, optedOut), origin, rig);
    rig.store(domain);
    await enrichAutomatically(creationOf(rig, link), origin, rig);

    expect(rig.asked(id)).toEqual([]);
  });

  it('asks nobody whose connector was not heard of for five minutes', async () => {
    const rig = new PlatformRig();
    const id = rig.register({ type: 'INTERNAL_ENRICHMENT', scope: ['IPv4-Addr'], auto: true });
    const change = creationOf(rig);
    const later = { ...rig, connectors: Object.create(rig.connectors) as typeof rig.connectors };
    later.connectors.isActive = () => false;
    later.connectors.all = () => rig.connectors.all();

    await enrichAutomatically(change, origin, later);

    expect(rig.asked(id)).toEqual([]);
  });

  it('opens a work that waits for the connector, and writes the entity as the platform does', async () => {
    const rig = new PlatformRig();
    const id = rig.register({ type: 'INTERNAL_ENRICHMENT', scope: ['IPv4-Addr'], auto: true });

    await enrichAutomatically(creationOf(rig), { ...origin, draftId: 'draft' }, rig);

    const [work] = rig.works.all();
    const [message] = rig.asked(id);
    expect(work).toMatchObject({ status: 'wait', connectorId: id, eventSourceId: address.id });
    expect(work?.receivedTime).toBeNull();
    expect(message).toMatchObject({
      internal: { work_id: work?.id, applicant_id: null, draft_id: 'draft', trigger: 'create' },
      event: { entity_id: address.id, entity_type: 'IPv4-Addr', stix_objects: null },
    });
    const { stix_entity: entity } = (message as unknown as { event: { stix_entity: string } })
      .event;
    expect(JSON.parse(entity)).toMatchObject({ id: address.id, value: '198.51.100.7' });
  });

  it.each([
    ['stix_bundle', true],
    [null, true],
    ['none', false],
  ])('resolves a security coverage for a connector that says %s: %s', async (says, resolves) => {
    const rig = new PlatformRig();
    const covered = withId({ type: 'malware', name: 'Emotet' });
    const coverage = withId({
      type: 'security-coverage',
      name: 'Coverage',
      covered_ref: covered.id,
      object_covered_ref: covered.id,
    });
    rig.store(covered);
    const id = rig.register({
      type: 'INTERNAL_ENRICHMENT',
      scope: ['Security-Coverage'],
      auto: true,
      enrichmentResolution: says,
    });

    await enrichAutomatically(creationOf(rig, coverage), origin, rig);

    const [message] = rig.asked(id) as unknown as { event: { stix_objects: string | null } }[];
    const objects = message?.event.stix_objects;
    expect(typeof objects === 'string').toBe(resolves);
    if (typeof objects === 'string') {
      expect(JSON.parse(objects)).toMatchObject({
        type: 'bundle',
        objects: [{ id: coverage.id }, { id: covered.id }],
      });
    }
  });
});
