/** What only goes up, with the sentence that explains it to whoever looks at it. */
export const COUNTERS = {
  bundles_sent_total: 'Number of bundles sent',
  records_sent_total: 'Number of records (objects per bundle) sent',
  runs_total: 'Number of runs',
  ping_api_total: 'Number of pings to the API',
  ping_api_errors_total: 'Number of errors when pinging the API',
  errors_total: 'Number of errors',
  client_errors_total: 'Number of client errors: those of the source',
  runs_failed_total: 'Number of runs that ended in error',
  pages_total: 'Number of pages that are confirmed and bookmarked',
  items_total: 'Number of items of the source in those pages',
  items_skipped_total: 'Number of items that were left out',
  objects_dropped_total: 'Number of objects that OpenCTI would have refused',
  sent_bytes_total: 'Bytes of the messages sent',
  republished_total: 'Number of messages published twice because the broker went away',
} as const;

/** What goes up and down. */
export const GAUGES = {
  last_run_timestamp_seconds: 'When the last run ended, in seconds since 1970',
  last_success_timestamp_seconds: 'When the last run without error ended, in seconds since 1970',
  queue_messages: 'Messages in the queue of OpenCTI when it was last looked at',
  queue_bytes: 'Bytes in the queue of OpenCTI when it was last looked at',
  queue_threshold_bytes: 'Bytes in the queue above which nothing more is fetched',
  queue_buffering: '1 while the source is held back because of the queue, else 0',
} as const;

/** How long runs and requests last, in seconds: from an answer at once to a first import of hours. */
export const RUN_SECONDS = {
  name: 'run_duration_seconds',
  help: 'Seconds that a run lasted',
  buckets: [0.01, 0.05, 0.1, 0.5, 1, 5, 15, 60, 300, 1_800, 7_200, 28_800],
} as const;

export type CounterName = keyof typeof COUNTERS;
export type GaugeName = keyof typeof GAUGES;

/** What a connector is doing. */
export type Activity = 'idle' | 'running' | 'stopped';
export const ACTIVITIES: readonly Activity[] = ['idle', 'running', 'stopped'];
