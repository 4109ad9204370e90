import { of } from 'rxjs';
import {
  Enrich,
  Enrichment,
  type EnrichmentRequest,
  type RequestContext,
} from '../../../../src/connectors/index.js';
import {
  FatalError,
  PlatformError,
  RetryableError,
  SkippableError,
  TransportError,
} from '../../../../src/errors/index.js';
import { Stix, type StixObject } from '../../../../src/stix/index.js';
import { refused } from '../../../support/scripted-queries.js';
import { FakeOutbox, WORK, listeningRig, message, settled } from './listening-rig.js';

const address = Stix.ipv4('198.51.100.7');
const system = Stix.autonomousSystem(64_496);

const asked = (entity: StixObject = address): Record<string, unknown> => ({
  entity_id: entity.id,
  entity_type: 'IPv4-Addr',
  stix_entity: JSON.stringify(entity),
});

type Handle = (request: EnrichmentRequest) => unknown;

function enrichmentOf(handle: Handle, options = {}) {
  @Enrichment({ name: 'Whois', ...options })
  class Whois {
    @Enrich('IPv4-Addr')
    address(request: EnrichmentRequest): StixObject[] {
      return handle(request) as StixObject[];
    }
  }

  return Whois;
}

/** A handler that fails so many times before it succeeds. */
function failing(times: number, error: Error): Handle & { readonly calls: () => number } {
  let calls = 0;
  const handle = (): StixObject[] => {
    calls += 1;
    if (calls <= times) throw error;
    return [system];
  };

  return Object.assign(handle, { calls: () => calls });
}

const unavailable = (): PlatformError =>
  new PlatformError('PLATFORM_UNREACHABLE', { url: 'http://opencti', reason: 'refused' });

describe('a request that fails', () => {
  it('ends its work in error, with what to do, and is done', async () => {
    const { handle, opencti, reports, log } = listeningRig(
      enrichmentOf(failing(9, new Error('unexpected token in the answer'))),
    );

    await handle(message(asked()));

    expect(opencti.processed).toEqual([
      {
        id: WORK,
        inError: true,
        message: expect.stringMatching(
          /^Whois\.address failed: unexpected token in the answer Fix: .*\(UNEXPECTED\)$/,
        ),
      },
    ]);
    expect(reports).toEqual([
      expect.objectContaining({
        kind: 'enrichment',
        about: address.id,
        outcome: 'failed',
        errors: [{ code: 'UNEXPECTED', message: expect.any(String) }],
        work: { id: WORK, status: 'in error' },
      }),
    ]);
    expect(log.at('error')).toEqual(['request failed']);
  });

  it('is not tried again after an error that nobody foresaw', async () => {
    const handler = failing(1, new TypeError('undefined is not a function'));
    const { handle } = listeningRig(enrichmentOf(handler));

    await handle(message(asked()));

    expect(handler.calls()).toBe(1);
  });

  it('is tried again after a RetryableError, when the pause that it names has passed', async () => {
    const handler = failing(1, new RetryableError('quota used up', { afterMs: 60_000 }));
    const { handle, clock, opencti } = listeningRig(enrichmentOf(handler));

    const handled = handle(message(asked()));
    await settled();
    expect(handler.calls()).toBe(1);
    await clock.advance(60_000);
    await handled;

    expect(handler.calls()).toBe(2);
    expect(opencti.processed).toEqual([expect.objectContaining({ inError: false })]);
  });

  it('ends in error when the tries are used up', async () => {
    const handler = failing(9, new RetryableError('quota used up', { afterMs: 1 }));
    const { handle, clock, opencti } = listeningRig(enrichmentOf(handler, { retries: 2 }));

    const handled = handle(message(asked()));
    for (let tries = 0; tries < 3; tries++) await clock.advance(1);
    await handled;

    expect(handler.calls()).toBe(3);
    expect(opencti.processed[0]).toMatchObject({
      inError: true,
      message: expect.stringContaining('quota used up'),
    });
  });

  it('is done, and not in error, when it is skipped', async () => {
    const handler = failing(1, new SkippableError('pattern names no address'));
    const { handle, opencti, reports } = listeningRig(enrichmentOf(handler));

    await handle(message(asked()));

    expect(opencti.processed).toEqual([
      { id: WORK, message: 'nothing to add: pattern names no address', inError: false },
    ]);
    expect(reports[0]?.outcome).toBe('partial');
  });

  it('tells that going on can not help, once it is reported', async () => {
    const { handle, opencti, fatal } = listeningRig(
      enrichmentOf(
        failing(1, new FatalError('the key was withdrawn', { fix: 'ask for a new key' })),
      ),
    );

    await handle(message(asked()));

    expect(opencti.processed[0]?.message).toContain('Fix: ask for a new key (SOURCE_FATAL)');
    expect(fatal.map(({ code }) => code)).toEqual(['SOURCE_FATAL']);
  });

  it('declares what it publishes again only once', async () => {
    const { handle, opencti, outbox, clock } = listeningRig(enrichmentOf(() => [system]));
    outbox.refuse = send => {
      if (send === 1)
        throw new TransportError('TRANSPORT_ABORTED', { confirmed: 1, unconfirmed: 1 });
    };

    const handled = handle(message(asked()));
    await settled();
    await clock.advance(60_000);
    await handled;

    const expected = opencti.of('addExpectations').map(({ variables }) => variables.expectations);
    expect(expected).toEqual([2, 1]);
    expect(opencti.processed).toEqual([expect.objectContaining({ inError: false })]);
  });

  it('reports what was declared and not published', async () => {
    const { handle, opencti, outbox } = listeningRig(enrichmentOf(() => [system], { retries: 0 }));
    outbox.refuse = () => {
      throw new TransportError('TRANSPORT_NACKED', {
        ...{ broker: 'amqp://b', attempts: 1, seconds: 1, confirmed: 1 },
      });
    };

    await handle(message(asked()));

    expect(opencti.of('addExpectations')[0]?.variables.expectations).toBe(2);
    expect(opencti.of('reportExpectation')).toHaveLength(1);
    expect(opencti.processed).toEqual([expect.objectContaining({ inError: true })]);
  });
});

describe('a request whose outcome can not be told', () => {
  it('comes again when OpenCTI is away', async () => {
    const { handle, opencti, reports } = listeningRig(enrichmentOf(() => [system]));
    opencti.answers.workToProcessed = () => {
      throw unavailable();
    };

    await expect(handle(message(asked()))).rejects.toMatchObject({ code: 'PLATFORM_UNREACHABLE' });
    expect(reports).toEqual([]);
  });

  it('comes again when it could not even be taken up', async () => {
    let calls = 0;
    const { handle, opencti } = listeningRig(enrichmentOf(() => ((calls += 1), [])));
    opencti.answers.workToReceived = () => {
      throw unavailable();
    };

    await expect(handle(message(asked()))).rejects.toMatchObject({ code: 'PLATFORM_UNREACHABLE' });
    expect(calls).toBe(0);
  });

  it('does not come again when OpenCTI refuses it for good', async () => {
    const { handle, opencti, log } = listeningRig(enrichmentOf(() => []));
    opencti.answers.workToProcessed = () => {
      throw refused('FUNCTIONAL_ERROR', 'no');
    };

    await handle(message(asked()));

    expect(log.at('error')).toContain('outcome was refused by OpenCTI');
  });

  it('is over when its work was deleted', async () => {
    const { handle, opencti, outbox, reports, log } = listeningRig(enrichmentOf(() => [system]));
    opencti.answers.addExpectations = () => ({ workEdit: { addExpectations: false } });

    await handle(message(asked()));

    expect(outbox.sends).toEqual([]);
    expect(opencti.processed).toEqual([]);
    expect(reports[0]?.outcome).toBe('partial');
    expect(log.at('info')).toContain('request cancelled');
  });
});

describe('a request that takes long', () => {
  it('is pinged every five minutes until it ends', async () => {
    let finish = (): void => undefined;
    const { handle, opencti, clock } = listeningRig(
      enrichmentOf(() => new Promise<[]>(resolve => (finish = () => resolve([])))),
    );

    const handled = handle(message(asked()));
    await settled();
    await clock.advance(600_000);
    finish();
    await handled;
    await clock.advance(600_000);

    expect(opencti.of('pingWork')).toHaveLength(2);
    expect(clock.pending).toBe(0);
  });

  it('goes on when a ping fails', async () => {
    let finish = (): void => undefined;
    const { handle, opencti, clock } = listeningRig(
      enrichmentOf(() => new Promise<[]>(resolve => (finish = () => resolve([])))),
    );
    opencti.answers.pingWork = () => {
      throw unavailable();
    };

    const handled = handle(message(asked()));
    await settled();
    await clock.advance(600_000);
    finish();
    await handled;

    expect(opencti.of('pingWork')).toHaveLength(2);
    expect(opencti.processed).toEqual([expect.objectContaining({ inError: false })]);
  });
});

describe('a message that can not be read', () => {
  const broken: readonly (readonly [string, unknown])[] = [
    ['draft id', { internal: { work_id: WORK, draft_id: 7 }, event: asked() }],
    ['applicant', { internal: { work_id: WORK, applicant_id: {} }, event: asked() }],
    ['playbook', { internal: { work_id: WORK, playbook: { step_id: 1 } }, event: asked() }],
    ['entity id', { internal: { work_id: WORK }, event: { ...asked(), entity_id: null } }],
    ['event', { internal: { work_id: WORK }, event: [] }],
    ['flag', { internal: { work_id: WORK }, event: { ...asked(), force_validation: 'yes' } }],
    ['mode', { internal: { work_id: WORK }, event: { ...asked(), validation_mode: 'none' } }],
  ];

  it.each(broken)(
    'is reported in its work when its %s is of the wrong type',
    async (_what, body) => {
      let calls = 0;
      const { handle, opencti } = listeningRig(enrichmentOf(() => ((calls += 1), [])));

      await handle(body);

      expect(calls).toBe(0);
      expect(opencti.processed).toEqual([
        {
          id: WORK,
          inError: true,
          message: expect.stringMatching(
            /^The request of OpenCTI can't be read: .*REQUEST_MALFORMED/,
          ),
        },
      ]);
    },
  );

  it.each([null, undefined, 7, 'text', [], {}, { internal: null }, { internal: { work_id: 7 } }])(
    'is dropped, with a line in the log, when it is %j',
    async body => {
      const { handle, opencti, log } = listeningRig(enrichmentOf(() => []));

      await handle(body);

      expect(opencti.asked).toEqual([]);
      expect(log.at('error')).toEqual(['request failed']);
    },
  );

  it('is reported in the work that it names when it is no request at all', async () => {
    const { runner, opencti } = listeningRig(enrichmentOf(() => []));
    const malformed = { bytes: 7, beginning: '{', receivedAt: new Date(0) };

    await runner.reportMalformed({ ...malformed, reason: 'it is not JSON', workId: WORK });
    await runner.reportMalformed({ ...malformed, reason: 'it is empty' });

    expect(opencti.processed).toEqual([
      {
        id: WORK,
        inError: true,
        message: expect.stringMatching(/^The request of OpenCTI can't be read: it is not JSON/),
      },
    ]);
  });

  it('is reported in error when processes died on it', async () => {
    const { runner, opencti } = listeningRig(enrichmentOf(() => []));
    const body = message(asked());

    await runner.condemn({ body, redelivered: true, receivedAt: new Date(0) }, 2);

    expect(opencti.processed).toEqual([
      {
        id: WORK,
        inError: true,
        message: expect.stringContaining('the connector died 2 times while working on it'),
      },
    ]);
  });

  it('survives names of the prototype', async () => {
    const { handle, opencti } = listeningRig(enrichmentOf(() => []));
    const body: unknown = JSON.parse(
      `{"__proto__":{"internal":{"work_id":"evil"}},"internal":{"__proto__":{"work_id":"evil"},"work_id":"${WORK}","constructor":1},"event":{"entity_id":"x","toString":1,"entity_type":"__proto__"}}`,
    );

    await handle(body);

    expect(opencti.processed.map(({ id }) => id)).toEqual([WORK]);
    expect(({} as Record<string, unknown>).work_id).toBeUndefined();
  });
});

describe('many requests at once', () => {
  it('never see anything of each other', async () => {
    const waiting: (() => void)[] = [];
    const seen: { readonly context: RequestContext; readonly id: string }[] = [];
    const { handle, outbox, opencti, reports } = listeningRig(
      enrichmentOf(async ({ entityId, context, platform, note }) => {
        await new Promise<void>(resolve => waiting.push(resolve));
        await platform.entities.toStix(`of ${context.workId}`);
        note(`note of ${context.workId}`);
        await new Promise<void>(resolve => waiting.push(resolve));
        seen.push({ context, id: entityId });
        return [Stix.autonomousSystem(Number(context.workId?.slice(5)))];
      }),
    );
    const numbers = Array.from({ length: 200 }, (_, n) => n);
    const entityOf = (n: number): StixObject => Stix.ipv4(`10.0.${n >> 8}.${n & 255}`);

    const handled = numbers.map(n =>
      handle(
        message(asked(entityOf(n)), {
          work_id: `work_${n}`,
          applicant_id: n % 3 === 0 ? null : `user_${n}`,
          draft_id: n % 2 === 0 ? null : `draft_${n}`,
        }),
      ),
    );
    let isDone = false;
    const all = Promise.all(handled).then(() => (isDone = true));
    while (!isDone) {
      await settled();
      // In an order that has nothing to do with the order in which they came.
      for (const resume of waiting.splice(waiting.length / 3, 9).reverse()) resume();
    }
    await all;

    for (const n of numbers) {
      const [applicantId, draftId] = [
        n % 3 === 0 ? undefined : `user_${n}`,
        n % 2 === 0 ? null : `draft_${n}`,
      ];
      const workId = `work_${n}`;
      const send = outbox.sends.find(({ envelope }) => envelope.workId === workId);
      const question = opencti
        .of('StixQuery')
        .find(({ variables }) => variables.id === `of ${workId}`);
      const own = seen.find(({ context }) => context.workId === workId);

      expect(send?.envelope).toEqual({
        applicantId: applicantId ?? 'connector-user',
        draftId,
        workId,
      });
      expect(send?.objects.map(({ id }) => id).sort()).toEqual(
        [entityOf(n).id, Stix.autonomousSystem(n).id].sort(),
      );
      expect(question?.context).toEqual({ ...(applicantId && { applicantId }), draftId, workId });
      expect(own).toMatchObject({ id: entityOf(n).id, context: { draftId } });
      expect(own?.context.applicantId).toBe(applicantId);
      expect(opencti.processed.find(({ id }) => id === workId)?.message).toBe(
        `2 objects sent${draftId ? ` into draft ${draftId}` : ''}; note of ${workId}`,
      );
    }
    expect(reports).toHaveLength(200);
  });

  it('are not held up by one that fails', async () => {
    const { handle, reports } = listeningRig(
      enrichmentOf(({ context }) => {
        if (context.workId === 'work_1') throw new Error('mistake');
        return of(system);
      }),
    );

    await Promise.all([0, 1, 2].map(n => handle(message(asked(), { work_id: `work_${n}` }))));

    expect(reports.map(({ outcome }) => outcome).sort()).toEqual(['failed', 'ok', 'ok']);
  });
});

describe('a request over the API queue protocol', () => {
  it('is done before the worker has caught up, and lets go of its work afterwards', async () => {
    class ApiOutbox extends FakeOutbox {
      override readonly countsExpectations = false;
    }
    let processed = 0;
    const { handle, opencti, clock, runner } = listeningRig(
      enrichmentOf(() => [system]),
      {
        outbox: new ApiOutbox(),
      },
    );
    opencti.answers.WorkQuery = () => ({
      work: {
        id: WORK,
        tracking: { import_expected_number: 3, import_processed_number: processed },
      },
    });

    await handle(message(asked()));
    await settled();
    expect(opencti.of('addExpectations').map(({ variables }) => variables.expectations)).toEqual([
      1,
    ]);
    expect(opencti.of('reportExpectation')).toHaveLength(0);

    processed = 2;
    await clock.advance(1_000);
    expect(opencti.of('reportExpectation')).toHaveLength(1);
    await runner.close();
  });
});
