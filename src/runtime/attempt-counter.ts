/**
 * Counts the failures since the last advance. Only another bookmark is an advance: a source that
 * starts at the beginning each time would give its first page again, succeed with it, and be tried
 * for ever.
 */
export class AttemptCounter {
  private place: string | undefined;
  private failures = 0;

  /**
   * @param saved the bookmark that stood when the failure came.
   * @returns the failures at this bookmark, this one included.
   */
  failedAt(saved: unknown): number {
    const place = JSON.stringify(saved ?? null);
    this.failures = place === this.place ? this.failures + 1 : 1;
    this.place = place;

    return this.failures;
  }
}
