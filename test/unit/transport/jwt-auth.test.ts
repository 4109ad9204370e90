import { FakeClock } from '../../../src/testing/index.js';
import { jwtAuth } from '../../../src/transport/jwt-auth.js';
import { deferred } from '../../support/deferred.js';
import { RecordingLog } from '../../support/recording-log.js';
import { SigningKey, keySetOf } from '../../support/signing-keys.js';

const MINUTE = 60_000;
const old = SigningKey.of('EdDSA', 'old');
const fresh = SigningKey.of('EdDSA', 'fresh');
const jwks = keySetOf(old);

let clock: FakeClock;
let log: RecordingLog;
const refreshKeys = jest.fn<Promise<string | undefined>, []>();

beforeEach(() => {
  clock = new FakeClock();
  log = new RecordingLog();
  refreshKeys.mockReset().mockResolvedValue(keySetOf(fresh));
});

const auth = (keys = jwks) => jwtAuth({ jwks: keys, refreshKeys }, clock, log);

describe('jwtAuth', () => {
  it('admits who has a token of a known key, without asking the platform', async () => {
    expect(await auth().admits(old.token(clock.now()))).toBe(true);

    expect(refreshKeys).not.toHaveBeenCalled();
  });

  it('admits a token until it expires', async () => {
    const token = old.token(clock.now());
    const door = auth();
    await clock.advance(60 * MINUTE - 1);
    const before = await door.admits(token);

    await clock.advance(1);

    expect([before, await door.admits(token)]).toEqual([true, false]);
  });

  it('fetches the keys anew when a token names one that is not known', async () => {
    const door = auth();

    const isAdmitted = await door.admits(fresh.token(clock.now()));

    expect(isAdmitted).toBe(true);
    expect(await door.admits(old.token(clock.now()))).toBe(false);
    expect(log.at('info')).toEqual(['keys of callbacks refreshed']);
  });

  it('begins without keys when those of the registration can not be read', async () => {
    expect(await auth('no json').admits(fresh.token(clock.now()))).toBe(true);
  });

  it('fetches at most once a minute, whoever asks', async () => {
    const stranger = SigningKey.of('EdDSA', 'stranger').token(clock.now());
    const door = auth();
    const tries = [];
    for (const pause of [0, 0, MINUTE - 1, 1]) {
      await clock.advance(pause);
      await door.admits(stranger);
      tries.push(refreshKeys.mock.calls.length);
    }

    expect(tries).toEqual([1, 1, 1, 2]);
  });

  it('lets all who wait share one fetch', async () => {
    const fetched = deferred<string | undefined>();
    refreshKeys.mockReturnValue(fetched.promise);
    const door = auth();
    const token = fresh.token(clock.now());
    const admitted = [door.admits(token), door.admits(token)];

    fetched.resolve(keySetOf(fresh));

    expect(await Promise.all(admitted)).toEqual([true, true]);
    expect(refreshKeys).toHaveBeenCalledTimes(1);
  });

  it('keeps its keys when they can not be fetched', async () => {
    refreshKeys.mockRejectedValue(new Error('no platform'));
    const door = auth();

    const isAdmitted = await door.admits(fresh.token(clock.now()));

    expect(isAdmitted).toBe(false);
    expect(await door.admits(old.token(clock.now()))).toBe(true);
    expect(log.at('warn')).toEqual(['keys of callbacks could not be refreshed']);
  });

  it('keeps its keys when there are none to fetch', async () => {
    refreshKeys.mockResolvedValue(undefined);
    const door = auth();
    await door.admits(fresh.token(clock.now()));

    expect(await door.admits(old.token(clock.now()))).toBe(true);
  });

  it('admits nobody with something else', async () => {
    expect(await auth().admits('0d4c7c9e-6f0b-4f43-9a52-6d1b0f3a8f11')).toBe(false);

    expect(refreshKeys).not.toHaveBeenCalled();
  });
});
