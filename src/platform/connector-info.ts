/** What the platform shows of a running connector. Change the fields; the next ping tells them. */
export interface ConnectorInfo {
  /** Ends after one run. */
  runAndTerminate: boolean;
  /** Holds back because the queue is above the threshold. */
  buffering: boolean;
  /** `CONNECTOR_QUEUE_THRESHOLD`, in megabytes (10^6 bytes). */
  queueThreshold: number;
  /** Size of the push queue when it was last looked at, in megabytes (10^6 bytes). */
  queueMessagesSize: number;
  nextRun: Date | null;
  lastRun: Date | null;
}

/** What a connector begins with. */
export function newConnectorInfo(): ConnectorInfo {
  return {
    runAndTerminate: false,
    buffering: false,
    queueThreshold: 500,
    queueMessagesSize: 0,
    nextRun: null,
    lastRun: null,
  };
}

/** The `ConnectorInfoInput` of a ping. */
export function connectorInfoInput(info: ConnectorInfo): Record<string, unknown> {
  return {
    run_and_terminate: info.runAndTerminate,
    buffering: info.buffering,
    queue_threshold: finite(info.queueThreshold),
    queue_messages_size: finite(info.queueMessagesSize),
    next_run_datetime: moment(info.nextRun),
    last_run_datetime: moment(info.lastRun),
  };
}

function finite(number: number): number {
  return Number.isFinite(number) ? number : 0;
}

/** `YYYY-MM-DDTHH:MM:SSZ`, as the platform's other connectors send it. */
function moment(date: Date | null): string | null {
  const isSet = date !== null && !Number.isNaN(date.getTime());

  return isSet ? `${date.toISOString().slice(0, 19)}Z` : null;
}
