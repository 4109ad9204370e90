export { boot, type BootOptions, type BootedConnector } from './boot.js';
export { SystemClock } from './clock.js';
export type { BookmarkStore, ImportParts, StopSignals } from './import-parts.js';
export { ContentFile } from './contents/content-file.js';
export type { ContentRecord, ContentStore } from './contents/content-store.js';
export { UnchangedObjects } from './contents/unchanged-objects.js';
export { SentObjects, type SentContent } from './sent-objects.js';
export type { ConnectorLine } from './embedding/connector-line.js';
export type { ConnectorWork } from './embedding/connector-work.js';
export type { EmbeddingOptions } from './embedding/embedding-options.js';
export {
  openConnector,
  type OpenOptions,
  type OpenedConnector,
} from './embedding/open-connector.js';
export type { SendOptions, SendOutcome } from './embedding/send-options.js';
export type { Sendable } from './embedding/sendable.js';
export {
  startConnector,
  type RunningConnector,
  type StartOptions,
} from './embedding/start-connector.js';
export { ImportRunner } from './import-runner.js';
export { JsonLog, type JsonLogOptions, type LogLevel } from './log/json-log.js';
export { redactor, type Redactor } from './log/redactor.js';
export { levelOf, secretsOf } from './log/settings-log.js';
export type { ListeningParts } from './listening/listening-parts.js';
export { listeningPartsOf, type ListeningSession } from './listening/listening-parts-of.js';
export type { RequestReport } from './listening/request-report.js';
export { RequestRunner, type RequestListeners } from './listening/request-runner.js';
export {
  runListening,
  type ListenOptions,
  type ListeningInboxOptions,
} from './listening/run-listening.js';
export { prefetch } from './prefetch.js';
export { pulled } from './pulled.js';
export { pump, type PumpOptions } from './pump.js';
export { retryByRecovery, type RetryPolicy } from './retry-policy.js';
export { runConnector, type ConnectorOutcome, type RunOptions } from './run-connector.js';
export {
  worstOf,
  type ConnectorReport,
  type Outcome,
  type ReportedError,
  type RunReport,
} from './run-report.js';
export { runsOf, type ScheduleOptions } from './schedule.js';
export { Checkpoint } from './streaming/checkpoint.js';
export { DeadLetters, deadLetterFile, type DeadLetter } from './streaming/dead-letters.js';
export { DeliveredEvent, type EventText } from './streaming/delivered-event.js';
export { EventHandlers } from './streaming/event-handlers.js';
export type { ExternalIdStore } from './streaming/external-id-store.js';
export { ExternalIds } from './streaming/external-ids.js';
export { FileExternalIds } from './streaming/file-external-ids.js';
export { followStream, type FollowOptions } from './streaming/follow-stream.js';
export { Lanes, type LaneTask } from './streaming/lanes.js';
export { PositionKeeper } from './streaming/position-keeper.js';
export { replayDeadLetters, type ReplayOptions } from './streaming/replay-dead-letters.js';
export { RateGate } from './streaming/rate-gate.js';
export type { StreamParts } from './streaming/stream-parts.js';
export { StreamTally, type StreamReport } from './streaming/stream-report.js';
export { StreamState } from './streaming/stream-state.js';
export { StopSwitch } from './stop-switch.js';
