import { Clock, Injectable } from 'octiflow';

const MOST = 20_000;
const HOUR_MS = 3_600_000;

interface KeptRow {
  /** Undefined: FIRST does not know the CVE. */
  readonly row: unknown;
  /** Milliseconds since 1970. */
  readonly until: number;
}

/**
 * Keeps EPSS rows by CVE for as long as their date allows: one of today until the day (UTC) is over,
 * since a day has one score; an older one, or none, for an hour, since today's may come at any time.
 */
@Injectable()
export class EpssCache {
  private readonly rows = new Map<string, KeptRow>();

  constructor(private readonly clock: Clock) {}

  get(cve: string): { readonly row: unknown } | undefined {
    const kept = this.rows.get(cve);
    if (kept && kept.until > this.clock.now().getTime()) return kept;
    this.rows.delete(cve);

    return undefined;
  }

  keep(cve: string, row: unknown): void {
    this.rows.delete(cve);
    this.rows.set(cve, { row, until: this.goodUntil(row) });
    const [oldest] = this.rows.keys();
    if (oldest !== undefined && this.rows.size > MOST) this.rows.delete(oldest);
  }

  private goodUntil(row: unknown): number {
    const now = this.clock.now();
    const { date } = (row ?? {}) as { readonly date?: unknown };
    const isOfToday = date === now.toISOString().slice(0, 10);

    return isOfToday ? new Date(now).setUTCHours(24, 0, 0, 0) : now.getTime() + HOUR_MS;
  }
}
