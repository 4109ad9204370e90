// What authors ask for, and what it gives.
export { Http } from './http.js';
export type { HttpClientOptions } from './http-client-options.js';
export type { HttpOptions, HttpTimeouts, QueryValue, StreamOptions } from './http-options.js';
export { HttpReply } from './http-reply.js';
export type { ReplyVersion } from './reply-version.js';
export { StreamedReply } from './streamed-reply.js';

// Who asks.
export type { AuthTools, Credentials, HttpAuth, UnsignedRequest } from './auth/http-auth.js';
export { apiKey, type ApiKeyPlace } from './auth/api-key.js';
export { basic } from './auth/basic.js';
export { bearer } from './auth/bearer.js';
export { clientCertificate, type ClientCertificate } from './auth/client-certificate.js';
export { hmac, type HmacOptions, type RequestToSign } from './auth/hmac.js';
export { oauth2, type OAuth2Options } from './auth/oauth2.js';

// How often.
export type { CircuitBreakerOptions } from './gates/circuit-breaker.js';
export { FileRateLimitStore } from './gates/file-rate-limit-store.js';
export { RateLimitMemory } from './gates/rate-limit-memory.js';
export type { RateLimit, RateQuota } from './gates/rate-limit.js';
export type { RateLimitStore } from './gates/rate-limit-store.js';

// Page by page.
export { paginate } from './pages/paginate.js';
export type { HttpPage } from './pages/http-page.js';
export type { PaginateOptions } from './pages/paginate-options.js';
export type { ByPageOptions, PagePosition } from './pages/by-page.js';
export type { ByOffsetOptions, OffsetPosition } from './pages/by-offset.js';
export type { ByCursorOptions, CursorPosition } from './pages/by-cursor.js';
export type { ByLinkOptions, ByNextUrlOptions, UrlPosition } from './pages/by-next-url.js';
export type { ByTaxiiOptions, TaxiiEnvelope, TaxiiPosition } from './pages/by-taxii.js';
export type { ByDateOptions, PageOfWindow, WindowBookmark, WindowPage } from './pages/by-date.js';
export { dateWindows, type DateWindow, type DateWindowsOptions } from './pages/date-windows.js';
export { sourceTime } from './pages/source-time.js';
export { utcTime } from './pages/utc-time.js';
export { pastWatermark, type Watermark, type WatermarkOptions } from './pages/watermark.js';

// Item by item.
export { HttpBody, type ZipEntry } from './body/http-body.js';
export type { UnpackLimits } from './body/body-source.js';
export type { CsvReadOptions } from './body/csv/csv-options.js';
export type { JsonPath } from './body/json/json-reader.js';
export type { ReadOptions } from './body/read-options.js';
export { XmlElement } from './body/xml/xml-element.js';
export type { XmlReadOptions } from './body/xml/xml-reader.js';
export type { UnzipOptions } from './body/zip/unzip-options.js';

// Sources that many connectors have in common.
export { TaxiiClient, type TaxiiCollection, type TaxiiDiscovery } from './clients/taxii-client.js';
export {
  NewsFeed,
  type NewsFeedBookmark,
  type NewsFeedOptions,
  type NewsFeedPage,
} from './clients/news-feed.js';
export type { FeedEnclosure, FeedEntry } from './clients/feed-entry.js';
export {
  MispFeed,
  type MispEvent,
  type MispFeedBookmark,
  type MispFeedOptions,
  type MispFeedPage,
  type MispManifestEntry,
} from './clients/misp-feed.js';

// Recorded traffic.
export { HttpTraffic } from './traffic/http-traffic.js';
export { TrafficRecorder, type TrafficRecorderOptions } from './traffic/traffic-recorder.js';
export { TrafficReplayer, type TrafficReplayerOptions } from './traffic/traffic-replayer.js';
export type { RecordedBody, RecordedExchange } from './traffic/recorded-exchange.js';

// What the other rooms build on.
export { bareUrl } from './bare-url.js';
export { besideRoots, readCertificates } from './certificates.js';
export { backOffMs, type BackOffOptions } from './back-off.js';
export { exchange, type Answer, type ExchangeRequest, type OpenAnswer } from './exchange.js';
export {
  isCertificateCode,
  networkFailure,
  networkReason,
  type FailedRequest,
} from './network-failure.js';
export { networkOptions } from './network-options.js';
export { openDispatcher, type NetworkOptions } from './open-dispatcher.js';
export type { Outgoing } from './outgoing.js';
export { retryAfterMs } from './retry-after.js';
export { withDeadline, type DeadlineOptions } from './with-deadline.js';
export { withRetries, type RetryOptions } from './with-retries.js';
