import { NEVER, Observable, of } from 'rxjs';
import { Enrich, Enrichment, type EnrichmentRequest } from '../../../../src/connectors/index.js';
import { RetryableError, SkippableError } from '../../../../src/errors/index.js';
import {
  OPENCTI_EXTENSION,
  Stix,
  tlpMarking,
  type IPv4Addr,
  type StixObject,
} from '../../../../src/stix/index.js';
import { WORK, listeningRig, message, settled } from './listening-rig.js';

const address = Stix.ipv4('198.51.100.7');
const system = Stix.autonomousSystem(64_496);
const author = Stix.identity({ name: 'Whois', identity_class: 'organization' });
const amber = tlpMarking('TLP:AMBER');

type Handle = (request: EnrichmentRequest<IPv4Addr>) => unknown;

/** An enrichment of addresses that does what a test says. */
function whois(handle: Handle, options = {}) {
  @Enrichment({ name: 'Whois', ...options })
  class Whois {
    @Enrich('IPv4-Addr')
    address(request: EnrichmentRequest<IPv4Addr>): Observable<StixObject> {
      return handle(request) as Observable<StixObject>;
    }
  }

  return Whois;
}

const asked = (entity: StixObject = address, event = {}): Record<string, unknown> => ({
  event_type: 'INTERNAL_ENRICHMENT',
  entity_id: entity.id,
  entity_type: 'IPv4-Addr',
  stix_entity: JSON.stringify(entity),
  stix_objects: null,
  ...event,
});

const step = {
  event_id: '1772615553120-0',
  execution_id: 'execution',
  playbook_id: 'playbook',
  data_instance_id: address.id,
  step_id: 'step',
  previous_step_id: 'previous',
};
const playbookMessage = (objects: readonly unknown[], event = {}): Record<string, unknown> =>
  message(
    {
      entity_id: address.id,
      bundle: { id: 'bundle--1', type: 'bundle', spec_version: '2.1', objects },
      ...event,
    },
    { work_id: null, playbook: step, applicant_id: 'automation' },
  );

describe('an enrichment', () => {
  it('takes the work up, sends the result with the entity, and closes the work', async () => {
    const { handle, outbox, opencti } = listeningRig(whois(() => [system]));

    await handle(message(asked()));

    expect(opencti.asked.map(({ operation }) => operation)).toEqual([
      'workToReceived',
      'addExpectations',
      'workToProcessed',
    ]);
    expect(outbox.objects.map(({ id }) => id).sort()).toEqual([address.id, system.id].sort());
    expect(outbox.sends[0]?.envelope).toEqual({
      applicantId: 'connector-user',
      workId: WORK,
      draftId: null,
    });
    expect(opencti.processed).toEqual([{ id: WORK, message: '2 objects sent', inError: false }]);
  });

  it('hands over the entity as OpenCTI sent it, with all that is known of the request', async () => {
    let seen: EnrichmentRequest<IPv4Addr> | undefined;
    const { handle } = listeningRig(whois(request => ((seen = request), [])));
    const body = message(asked(), { trigger: 'create', mode: 'auto', draft_id: 'draft', news: 1 });

    await handle(body, { redelivered: true });

    expect(seen).toMatchObject({
      entity: address,
      entityId: address.id,
      entityType: 'IPv4-Addr',
      bundle: [address],
      context: {
        workId: WORK,
        draftId: 'draft',
        trigger: 'create',
        mode: 'auto',
        sharedWith: [],
        validationMode: 'workbench',
        forceValidation: false,
        bypassValidation: false,
        configuration: null,
        eventType: 'INTERNAL_ENRICHMENT',
        receivedAt: '2026-03-04T09:12:33.120Z',
        isRedelivered: true,
        raw: { internal: { news: 1 } },
      },
    });
    expect(seen?.context).not.toHaveProperty('applicantId');
  });

  it('hands over nothing that a handler could change for others', async () => {
    let seen: EnrichmentRequest<IPv4Addr> | undefined;
    const { handle } = listeningRig(whois(request => ((seen = request), [])));

    await handle(message(asked()));

    for (const part of [seen, seen?.entity, seen?.bundle, seen?.context, seen?.context.raw]) {
      expect(Object.isFrozen(part)).toBe(true);
    }
  });

  it('sends nothing when the handler gives nothing', async () => {
    const { handle, outbox, opencti } = listeningRig(whois(() => []));

    await handle(message(asked()));

    expect(outbox.sends).toEqual([]);
    expect(opencti.processed).toEqual([{ id: WORK, message: 'nothing to add', inError: false }]);
  });

  it('adds what the handler notes to what the user reads', async () => {
    const { handle, opencti } = listeningRig(
      whois(({ note }) => (note('nothing is known about it'), [])),
    );

    await handle(message(asked()));

    expect(opencti.processed[0]?.message).toBe('nothing to add; nothing is known about it');
  });

  it('sends the version of the entity that the handler gives, and keeps its own markings and author off it', async () => {
    const { handle, outbox } = listeningRig(
      whois(({ entity }) => of(system, { ...entity, x_opencti_score: 80 })),
      { furnishings: { author, markings: [amber] } },
    );

    await handle(message(asked()));

    const { nb_deps: _added, ...sent } = outbox.find(address.id) ?? {};
    expect(sent).toEqual({ ...address, x_opencti_score: 80 });
    expect(outbox.find(system.id)).toMatchObject({
      x_opencti_created_by_ref: author.id,
      object_marking_refs: [amber.id],
    });
    expect(outbox.objects.map(({ id }) => id)).toEqual(
      expect.arrayContaining([author.id, amber.id]),
    );
  });

  it('shares the result with the organizations that the entity is shared with', async () => {
    const shared = {
      ...address,
      extensions: { [OPENCTI_EXTENSION]: { granted_refs: ['identity--o1'] } },
    };
    let sharedWith: readonly string[] = [];
    const { handle, outbox } = listeningRig(
      whois(({ context }) => ((sharedWith = context.sharedWith), [system])),
    );

    await handle(message(asked(shared)));

    expect(sharedWith).toEqual(['identity--o1']);
    expect(outbox.find(system.id)).toMatchObject({ x_opencti_granted_refs: ['identity--o1'] });
    expect(outbox.find(address.id)).toMatchObject(shared);
  });

  it('acts in the name of who asks, in the draft of the request', async () => {
    const { handle, outbox, opencti } = listeningRig(
      whois(async ({ platform }) => {
        await platform.entities.toStix('malware--1');
        return [system];
      }),
    );

    await handle(message(asked(), { applicant_id: 'analyst', draft_id: 'draft' }));

    expect(opencti.of('StixQuery')[0]?.context).toEqual({
      applicantId: 'analyst',
      draftId: 'draft',
      workId: WORK,
    });
    expect(outbox.sends[0]?.envelope).toMatchObject({ applicantId: 'analyst', draftId: 'draft' });
    expect(opencti.of('workToProcessed')[0]?.context).toBeUndefined();
  });

  it.each(['', 'not JSON', '[]', 'null'])(
    'asks OpenCTI for an entity that came as %j',
    async stixEntity => {
      let seen: unknown;
      const { handle, opencti } = listeningRig(whois(({ entity }) => ((seen = entity), [])));
      opencti.keep(address);

      await handle(message(asked(address, { stix_entity: stixEntity })));

      expect(seen).toEqual(address);
    },
  );

  it('ends in error when OpenCTI does not give the entity', async () => {
    const { handle, opencti } = listeningRig(whois(() => [system]));

    await handle(message(asked(address, { stix_entity: '' })));

    expect(opencti.processed).toEqual([
      expect.objectContaining({
        inError: true,
        message: expect.stringContaining('REQUEST_ENTITY_MISSING'),
      }),
    ]);
  });

  it('hands over what came along with the entity', async () => {
    const marked = { ...address, object_marking_refs: [amber.id] };
    const bundles: unknown[] = [];
    const { handle } = listeningRig(whois(({ bundle }) => (bundles.push(bundle), [])));

    await handle(message(asked(marked, { stix_objects: JSON.stringify([marked, amber, 7]) })));
    await handle(
      message(
        asked(marked, { stix_objects: JSON.stringify({ type: 'bundle', objects: [amber] }) }),
      ),
    );

    expect(bundles).toEqual([
      [marked, amber],
      [marked, amber],
    ]);
  });
});

describe('the gates of an enrichment', () => {
  it.each(['Report,Note', 'indicator'])(
    'refuse an entity that is out of the scope %s',
    async scope => {
      let calls = 0;
      const { handle, opencti, reports } = listeningRig(
        whois(() => ((calls += 1), [])),
        { scope: scope.split(',') },
      );

      await handle(message(asked()));

      expect(calls).toBe(0);
      expect(opencti.processed[0]).toMatchObject({
        inError: true,
        message: expect.stringContaining('REQUEST_OUT_OF_SCOPE'),
      });
      expect(reports[0]?.outcome).toBe('partial');
    },
  );

  it.each(['ipv4-addr', 'IPV4-ADDR', 'Stix-Cyber-Observable'])(
    'let an address through when the scope is %s',
    async scope => {
      const { handle, reports } = listeningRig(
        whois(() => []),
        { scope: [scope] },
      );

      await handle(message(asked()));

      expect(reports[0]?.outcome).toBe('ok');
    },
  );

  it('refuse what is in the scope and has no handler', async () => {
    const report = Stix.report({
      name: 'R',
      published: '2026-01-01T00:00:00Z',
      object_refs: [address.id],
    });
    const { handle, opencti } = listeningRig(
      whois(() => []),
      { scope: ['Report'] },
    );

    await handle(message(asked(report, { entity_type: 'Report' })));

    expect(opencti.processed[0]?.message).toContain('REQUEST_NO_HANDLER');
  });

  it.each([
    ['TLP:RED', 1],
    ['TLP:AMBER+STRICT', 1],
    ['TLP:AMBER', 0],
    ['TLP:CLEAR', 0],
  ] as const)('let at most TLP:AMBER through: %s is refused %d times', async (tlp, refused) => {
    let calls = 0;
    const marked = { ...address, object_marking_refs: [tlpMarking(tlp).id] };
    const { handle, opencti } = listeningRig(
      whois(() => ((calls += 1), []), { maxTlp: 'TLP:AMBER' }),
    );

    await handle(message(asked(marked)));

    expect(calls).toBe(1 - refused);
    expect(opencti.processed[0]?.inError).toBe(refused === 1);
  });

  it('know a TLP level under an id of its own, from the bundle or from OpenCTI', async () => {
    const red = { ...tlpMarking('TLP:RED'), id: 'marking-definition--own' };
    const marked = { ...address, object_marking_refs: [red.id] };
    let calls = 0;
    const { handle, opencti } = listeningRig(
      whois(() => ((calls += 1), []), { maxTlp: 'TLP:AMBER' }),
    );
    opencti.keep(red);

    await handle(message(asked(marked, { stix_objects: JSON.stringify([marked, red]) })));
    await handle(message(asked(marked)));
    await handle(message(asked(marked)));

    expect(calls).toBe(0);
    expect(opencti.of('StixQuery')).toHaveLength(1);
  });
});

describe('an enrichment in a playbook', () => {
  it('hands the bundle back with the result, and touches no work and no queue', async () => {
    const report = Stix.report({
      name: 'R',
      published: '2026-01-01T00:00:00Z',
      object_refs: [address.id],
    });
    const { handle, opencti, outbox } = listeningRig(whois(() => [system]));

    await handle(playbookMessage([address, report]));

    expect(opencti.asked.map(({ operation }) => operation)).toEqual(['PlaybookStepExecution']);
    expect(outbox.sends).toEqual([]);
    expect(opencti.playbookAnswers[0]).toEqual({
      ...{ id: 'bundle--1', type: 'bundle', spec_version: '2.1' },
      objects: [address, report, system],
    });
    expect(opencti.asked[0]?.variables).toMatchObject({
      ...step,
      execution_start: '2026-01-01T00:00:00.000Z',
      previous_bundle: JSON.stringify({
        ...{ id: 'bundle--1', type: 'bundle', spec_version: '2.1' },
        objects: [address, report],
      }),
    });
  });

  it.each<[string, Handle, object]>([
    ['nothing is added', () => [], {}],
    [
      'the entity is skipped',
      () => {
        throw new SkippableError('unknown');
      },
      {},
    ],
    [
      'the handler fails',
      () => {
        throw new Error('mistake');
      },
      {},
    ],
    ['the handler gives rubbish', () => [7], {}],
    ['the entity is out of scope', () => [system], { scope: ['Report'] }],
  ])('is answered with the bundle as it was when %s', async (_when, handler, over) => {
    const { handle, opencti } = listeningRig(whois(handler), over);

    await handle(playbookMessage([address, { rubbish: true }]));

    expect(opencti.playbookAnswers.map(({ objects }) => objects[0])).toEqual([address]);
  });

  it('is answered with the bundle as it was when the TLP is too high', async () => {
    const marked = { ...address, object_marking_refs: [tlpMarking('TLP:RED').id] };
    const { handle, opencti } = listeningRig(whois(() => [system], { maxTlp: 'TLP:GREEN' }));

    await handle(playbookMessage([marked]));

    expect(opencti.playbookAnswers).toEqual([expect.objectContaining({ objects: [marked] })]);
  });

  it('is answered with the entity when the bundle lacks it', async () => {
    const { handle, opencti } = listeningRig(whois(() => []));
    opencti.keep(address);

    await handle(playbookMessage([system]));

    expect(opencti.playbookAnswers[0]?.objects).toEqual([address, system]);
  });

  it('is answered even when the rest of the message is malformed', async () => {
    const { handle, opencti } = listeningRig(whois(() => [system]));
    const body = playbookMessage([address]);

    await handle({ ...body, internal: { ...(body.internal as object), draft_id: 7 } });

    expect(opencti.playbookAnswers).toEqual([expect.objectContaining({ objects: [address] })]);
  });

  it('goes on when the playbook is gone', async () => {
    const { handle, opencti, log } = listeningRig(whois(() => [system]));
    opencti.answers.PlaybookStepExecution = () => ({ playbookStepExecution: false });

    await handle(playbookMessage([address]));

    expect(log.at('warn')).toContain('playbook or its step is gone');
  });

  it('comes again when the answer did not reach OpenCTI', async () => {
    let calls = 0;
    const { handle, opencti } = listeningRig(whois(() => ((calls += 1), [system])));
    opencti.answers.PlaybookStepExecution = () => {
      throw new RetryableError('away');
    };

    await expect(handle(playbookMessage([address]))).rejects.toThrow('away');
    expect(calls).toBe(1);
    expect(opencti.playbookAnswers).toEqual([
      expect.objectContaining({ objects: [address, system] }),
    ]);
  });
});

describe('the results that an enrichment keeps', () => {
  it('are used again for the same entity until they are too old', async () => {
    let calls = 0;
    const { handle, outbox, clock } = listeningRig(
      whois(() => ((calls += 1), [system]), { cacheTtl: 'PT1H' }),
    );

    await handle(message(asked()));
    await handle(message(asked()));
    expect(calls).toBe(1);
    expect(outbox.sends).toHaveLength(2);

    await clock.advance(3_600_000);
    await handle(message(asked()));
    expect(calls).toBe(2);
  });

  it('are not used for another applicant or in another draft', async () => {
    let calls = 0;
    const { handle } = listeningRig(whois(() => ((calls += 1), []), { cacheTtl: 'PT1H' }));

    await handle(message(asked(), { applicant_id: 'one' }));
    await handle(message(asked(), { applicant_id: 'two' }));
    await handle(message(asked(), { applicant_id: 'one', draft_id: 'draft' }));
    await handle(message(asked(), { applicant_id: 'one' }));

    expect(calls).toBe(3);
  });

  it('are no failures', async () => {
    let calls = 0;
    const { handle } = listeningRig(
      whois(
        () => {
          calls += 1;
          throw new Error('mistake');
        },
        { cacheTtl: 'PT1H' },
      ),
    );

    await handle(message(asked()));
    await handle(message(asked()));

    expect(calls).toBe(2);
  });
});

describe('a handler that does not behave', () => {
  it.each<[string, unknown]>([
    ['numbers', [1]],
    ['text', 'text'],
    ['nothing', undefined],
    ['null', null],
    ['one object', { type: 'a', id: 'b' }],
    ['a list in a list', [[[system]]]],
    ['objects without id', of({ type: 'ipv4-addr' })],
  ])('ends the request in error when it gives %s', async (_what, output) => {
    const { handle, opencti, outbox } = listeningRig(whois(() => output));

    await handle(message(asked()));

    expect(opencti.processed).toEqual([
      expect.objectContaining({
        inError: true,
        message: expect.stringMatching(/Whois\.address gave .*REQUEST_OUTPUT/),
      }),
    ]);
    expect(outbox.sends).toEqual([]);
  });

  it('is unsubscribed, and its request comes again, when it never ends and the signal aborts', async () => {
    let unsubscribed = 0;
    const endless = new Observable<StixObject>(() => () => (unsubscribed += 1));
    const { handle, opencti, stop } = listeningRig(whois(() => endless));

    const handled = handle(message(asked()));
    await settled();
    stop.abort(new Error('stopping'));

    await expect(handled).rejects.toThrow('stopping');
    expect(unsubscribed).toBe(1);
    expect(opencti.processed).toEqual([]);
  });

  it.each<[string, Handle]>([
    ['a promise', () => new Promise(() => undefined)],
    ['a stream', () => NEVER],
    [
      'a generator',
      async function* () {
        await new Promise(() => undefined);
        yield system;
      },
    ],
  ])('is left when it waits for ever in %s', async (_what, handler) => {
    const { handle, stop } = listeningRig(whois(handler));

    const handled = handle(message(asked()));
    await settled();
    stop.abort(new Error('stopping'));

    await expect(handled).rejects.toThrow('stopping');
  });
});
