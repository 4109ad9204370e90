import type { Http, HttpOptions } from 'octiflow';
import { FakeClock } from 'octiflow/testing';
import { NEVER, Observable, of, throwError } from 'rxjs';
import { EpssCache } from './first-epss.cache.js';
import { EpssClient } from './first-epss.client.js';
import { EpssConfig } from './first-epss.config.js';

type Answer = (cves: readonly string[]) => Observable<unknown>;

const rowsOf = (cves: readonly string[], date: string): unknown => ({
  data: cves.map(cve => ({ cve, date })),
});

/** A client with a source that keeps what it is asked. */
function clientWith(answer: Answer): { client: EpssClient; clock: FakeClock; calls: string[][] } {
  const clock = new FakeClock('2026-01-01T06:00:00Z');
  const calls: string[][] = [];
  const get = (_: string, { query }: HttpOptions): Observable<unknown> => {
    const cves = String(query?.['cve']).split(',');
    calls.push(cves);

    return answer(cves);
  };
  const http = { get } as unknown as Http;

  return {
    client: new EpssClient(new EpssConfig(), http, clock, new EpssCache(clock)),
    clock,
    calls,
  };
}

function cves(count: number): string[] {
  return Array.from({ length: count }, (_, n) => `CVE-2025-${1_000 + n}`);
}

describe('the EPSS client', () => {
  it('asks in one call what is asked at about the same time', async () => {
    const { client, clock, calls } = clientWith(asked => of(rowsOf(asked, '2026-01-01')));
    const rows: unknown[] = [];

    cves(30).forEach(cve => client.row(cve).subscribe(row => rows.push(row)));
    await clock.advance(50);

    expect(calls).toEqual([cves(30)]);
    expect(rows).toHaveLength(30);
  });

  it('asks for a hundred at most, and for the rest in a second call', async () => {
    const { client, clock, calls } = clientWith(asked => of(rowsOf(asked, '2026-01-01')));

    cves(150).forEach(cve => client.row(cve).subscribe());
    await clock.advance(50);

    expect(calls.map(({ length }) => length)).toEqual([100, 50]);
  });

  it('asks once for a CVE that several ask about', async () => {
    const { client, clock, calls } = clientWith(asked => of(rowsOf(asked, '2026-01-01')));

    ['CVE-2025-1000', 'CVE-2025-1000'].forEach(cve => client.row(cve).subscribe());
    await clock.advance(50);

    expect(calls).toEqual([['CVE-2025-1000']]);
  });

  it('fails all who wait for a call that fails, and asks anew for who comes later', async () => {
    let isDown = true;
    const { client, clock, calls } = clientWith(asked =>
      isDown ? throwError(() => new Error('down')) : of(rowsOf(asked, '2026-01-01')),
    );
    const failures: unknown[] = [];
    cves(2).forEach(cve => client.row(cve).subscribe({ error: error => failures.push(error) }));
    await clock.advance(50);
    isDown = false;
    const rows: unknown[] = [];

    client.row('CVE-2025-1000').subscribe(row => rows.push(row));
    await clock.advance(50);

    expect(failures).toHaveLength(2);
    expect(calls).toEqual([cves(2), ['CVE-2025-1000']]);
    expect(rows).toEqual([{ cve: 'CVE-2025-1000', date: '2026-01-01' }]);
  });

  it('gives up the call when the last who waits has given up', async () => {
    let isAborted = false;
    const { client, clock } = clientWith(() => new Observable(() => () => (isAborted = true)));
    const [one, other] = cves(2).map(cve => client.row(cve).subscribe());
    await clock.advance(50);

    one?.unsubscribe();
    const afterOne = isAborted;
    other?.unsubscribe();

    expect([afterOne, isAborted]).toEqual([false, true]);
  });

  it('starts a new wait when all who gathered have given up', async () => {
    const { client, clock, calls } = clientWith(() => NEVER);
    client.row('CVE-2025-1000').subscribe().unsubscribe();

    client.row('CVE-2025-1001').subscribe();
    await clock.advance(50);

    expect(calls).toHaveLength(1);
    expect(calls[0]).toContain('CVE-2025-1001');
  });

  it.each<[string, string, number, number]>([
    ['a score of today until the day is over', '2026-01-01', 17 * 3_600_000, 1],
    ['a score of today no longer than the day', '2026-01-01', 18 * 3_600_000, 2],
    ['an older score for an hour', '2025-12-31', 3_000_000, 1],
    ['an older score no longer than an hour', '2025-12-31', 3_600_000, 2],
  ])('keeps %s', async (_, date, laterMs, expected) => {
    const { client, clock, calls } = clientWith(asked => of(rowsOf(asked, date)));
    client.row('CVE-2025-1000').subscribe();
    await clock.advance(50);
    await clock.advance(laterMs);

    client.row('CVE-2025-1000').subscribe();
    await clock.advance(50);

    expect(calls).toHaveLength(expected);
  });

  it('remembers for an hour that a CVE is unknown', async () => {
    const { client, clock, calls } = clientWith(() => of({ data: [] }));
    client.row('CVE-2025-1000').subscribe();
    await clock.advance(50);
    const rows: unknown[] = [];

    client.row('CVE-2025-1000').subscribe(row => rows.push(row));

    expect(rows).toEqual([undefined]);
    expect(calls).toHaveLength(1);
  });
});
