import type { RequestReport } from '../runtime/index.js';

interface Waiter {
  readonly fits: (report: RequestReport) => boolean;
  readonly resolve: (report: RequestReport) => void;
  readonly reject: (error: unknown) => void;
}

/** Hands each report of a request to whoever waits for it. */
export class RequestReports {
  readonly all: RequestReport[] = [];
  private readonly unclaimed = new Set<RequestReport>();
  private readonly waiters = new Set<Waiter>();

  add(report: RequestReport): void {
    this.all.push(report);
    const waiter = [...this.waiters].find(({ fits }) => fits(report));
    if (!waiter) {
      this.unclaimed.add(report);
      return;
    }
    this.waiters.delete(waiter);
    waiter.resolve(report);
  }

  /** The first report that fits and that nobody has taken yet. */
  next(fits: (report: RequestReport) => boolean): Promise<RequestReport> {
    const known = [...this.unclaimed].find(fits);
    if (known) {
      this.unclaimed.delete(known);
      return Promise.resolve(known);
    }

    return new Promise((resolve, reject) => this.waiters.add({ fits, resolve, reject }));
  }

  /** Tells all who wait that nothing comes any more. */
  end(error: unknown): void {
    for (const { reject } of this.waiters) reject(error);
    this.waiters.clear();
  }
}
