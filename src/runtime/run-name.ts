const ENDING = / run @ (\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z)$/;

/** What OpenCTI's users see of a run: the connector, and when the run's work was opened. */
export function runName(connectorName: string, at: Date): string {
  return `${connectorName} run @ ${at.toISOString()}`;
}

/** When the work of a run was opened; undefined for what is no run of this connector. */
export function runOpenedAt(connectorName: string, workName: string): Date | undefined {
  const [ending, at] = ENDING.exec(workName) ?? [];
  if (at === undefined || workName !== `${connectorName}${ending}`) return undefined;
  const date = new Date(at);

  return Number.isNaN(date.getTime()) ? undefined : date;
}
