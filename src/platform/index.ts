export { PlatformClient } from './platform-client.js';
export type { PlatformOptions } from './platform-options.js';
export type { PlatformQueries, QueryOptions } from './platform-call.js';
export type { RequestContext } from './request-context.js';
export type { GraphqlFault } from './graphql-faults.js';
export { Platform } from './platform.js';
export type { AsksCapabilities } from './bound-connection.js';
export type { PlatformConnection } from './platform-connection.js';
export type { TypedDocument, TypedDocumentText } from './query-document.js';
export { Entities, type EntityListOptions, type RelationshipListOptions } from './entities.js';
export type { EntityAuthor, PlatformEntity } from './platform-entity.js';
export type { PlatformRelationship, RelationshipEnd } from './platform-relationship.js';
export { allOf, where, type Filter, type FilterGroup } from './filter-group.js';
export type { ListOptions, ListPage } from './list-pages.js';
export {
  Files,
  type AnalysedContent,
  type ExportedList,
  type ImportPushOptions,
  type PendingOptions,
  type PlatformFile,
  type StoreOptions,
} from './files.js';
export type { FileContent, OutgoingFile } from './outgoing-file.js';
export type { ReadFileOptions } from './stored-file.js';
export { Labels } from './labels.js';
export type { Label } from './label.js';
export { labelColor } from './label-color.js';
export { Markings } from './markings.js';
export type { Marking } from './marking.js';
export {
  Vocabularies,
  type VocabularyCategory,
  type VocabularyEntry,
  type VocabularyField,
} from './vocabularies.js';
export { KillChainPhases, type PlatformKillChainPhase } from './kill-chain-phases.js';
export { Drafts, type NewDraft } from './drafts.js';
export { Playbooks, type PlaybookOutcome, type PlaybookStep } from './playbooks.js';
export {
  Users,
  type NewServiceAccount,
  type PlatformGroup,
  type PlatformUser,
  type UserToken,
} from './users.js';
export { CurrentUser } from './current-user.js';
export {
  openServiceAccount,
  type ServiceAccount,
  type ServiceAccountOptions,
  type TokenClient,
  type TokenKeeper,
} from './service-account.js';
export { AnswerReader } from './answer-reader.js';
export { waitForPlatform, type WaitOptions } from './wait-for-platform.js';
export { probePlatform } from './probe-platform.js';
export {
  PlatformCapabilities,
  type PlatformFacts,
  type PlatformFeature,
} from './platform-capabilities.js';
export { registerConnector, type ConnectorIdentity } from './register-connector.js';
export type { BrokerConnection, Registration, StorageConnection } from './registration.js';
export { ConnectorState, type StateChange } from './connector-state.js';
export type { ConnectorInfo } from './connector-info.js';
export { Heartbeat } from './heartbeat.js';
export { Works, type OpenWorkOptions } from './works.js';
export { Work, type WorkError, type WorkTracking } from './work.js';
export { openWorks, type UnfinishedWork } from './open-works.js';
export { queueDetails, type QueueDetails } from './queue-details.js';
export { LiveStream } from './stream/live-stream.js';
export type { LiveStreamOptions, StreamStart } from './stream/live-stream-options.js';
export { endsRecovery, isStreamEvent, type StreamMessage } from './stream/stream-message.js';
export { BEGINNING, comparePositions, isPosition, positionMs } from './stream/stream-position.js';
