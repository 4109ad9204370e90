import { Observable } from 'rxjs';
import type { StixObject } from '../../../stix/index.js';

/**
 * Stands between an export's handler and its upload, and knows how much of what the handler gave is
 * not written yet. So an Observable of objects can wait for its consumer, which it could not know
 * otherwise.
 */
export class ExportOutput {
  private waiting = 0;
  private resume: (() => void)[] = [];

  /** Call it when the handler gives something. */
  given(pieces: number): void {
    this.waiting += pieces;
  }

  /** Call it for each piece that is written. */
  written(): void {
    this.waiting -= 1;
    if (this.waiting <= 0) this.wake();
  }

  /** Resolves once everything that was given is written. */
  async drained(): Promise<void> {
    if (this.waiting <= 0) return;
    await new Promise<void>(resolve => this.resume.push(resolve));
  }

  /** Objects page by page; the next page is asked for when what was made of the last is written. */
  objectsOf(pages: () => AsyncIterable<readonly StixObject[]>): Observable<StixObject> {
    return new Observable(subscriber => {
      const run = async (): Promise<void> => {
        for await (const page of pages()) {
          for (const object of page) {
            if (subscriber.closed) return;
            subscriber.next(object);
          }
          await this.drained();
          if (subscriber.closed) return;
        }
        subscriber.complete();
      };
      run().catch((error: unknown) => subscriber.error(error));

      return () => this.wake();
    });
  }

  private wake(): void {
    const { resume } = this;
    this.resume = [];
    for (const each of resume) each();
  }
}
