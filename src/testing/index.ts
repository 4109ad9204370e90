import 'reflect-metadata';
import './jest-matchers.js';

export { ConnectorBench } from './connector-bench.js';
export type { BenchViews } from './bench-views.js';
export type { BenchOptions, BenchSettings } from './bench-options.js';
export type {
  AnalyseOptions,
  AnalysisResult,
  EnrichOptions,
  ExportOptions,
  ExportResult,
  FileImportOptions,
  FileImportResult,
  ImportResult,
  PlaybookResult,
  RequestResult,
  Sent,
  StreamResult,
} from './bench-results.js';
export type { SentBundle } from './sent-bundles.js';
export { ScriptedSource, type SourceAnswer, type SourceRequest } from './scripted-source.js';
export { reply, type SourceReply, type SourceReplyOptions } from './source-reply.js';
export { BenchClock } from './bench-clock.js';
export { FakeClock } from './fake-clock.js';
export { BenchLog, type BenchLogLine } from './bench-log.js';
export {
  stixMatchers,
  type MatcherContext,
  type MatcherResult,
  type StixMatchers,
} from './stix-matchers.js';
export { standardSuite, type StandardSuiteOptions, type SuiteFramework } from './standard-suite.js';
