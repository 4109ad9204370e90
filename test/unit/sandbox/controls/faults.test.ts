import { Faults } from '../../../../src/sandbox/controls/faults.js';

describe('faults', () => {
  it('take so many bundles and no more', () => {
    const faults = new Faults();
    faults.refuseBundlesAfter(2);

    expect([1, 2, 3, 4].map(() => faults.takesBundle())).toEqual([true, true, false, false]);
  });

  it('give a canned answer as often as they were told, then none', () => {
    const faults = new Faults();
    faults.answerNext({ status: 500, times: 2 });
    faults.answerNext({ status: 429 });

    const statuses = [1, 2, 3, 4].map(() => faults.cannedAnswer(null)?.status);

    expect(statuses).toEqual([500, 500, 429, undefined]);
  });

  it('keep a canned answer for the operation it is meant for', () => {
    const faults = new Faults();
    faults.answerNext({ status: 500, operation: 'workAdd' });

    expect(faults.cannedAnswer('PingConnector')).toBeUndefined();
    expect(faults.cannedAnswer('workAdd')?.status).toBe(500);
  });

  it('release the answers they hold back when the delay ends', async () => {
    const faults = new Faults();
    faults.delayAnswers(3_600_000);
    const held = faults.delay();

    faults.delayAnswers(0);

    await expect(held).resolves.toBeUndefined();
  });

  it('end altogether when cleared', () => {
    const faults = new Faults();
    faults.answerNext({ status: 500 });
    faults.refuseBundlesAfter(0);
    faults.refuseToken(true);

    faults.clear();

    expect(faults.cannedAnswer(null)).toBeUndefined();
    expect(faults.takesBundle()).toBe(true);
    expect(faults.isTokenRefused).toBe(false);
  });
});
