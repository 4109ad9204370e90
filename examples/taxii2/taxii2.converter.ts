import { Injectable, SkippableError, Stix, type StixObject } from 'octiflow';
import { isSco, isStixObject } from 'octiflow/stix';
import { LabelRules } from './label-rules.js';
import { Unread } from './taxii2.client.js';
import { IgnoreConfig, ObjectConfig } from './taxii2-objects.config.js';

/** A STIX object as a server gives it: any property may be anything. */
export type Foreign = StixObject & Record<string, unknown>;

/** Types that a pattern may begin with, and what OpenCTI calls them. */
const MAIN_TYPES: ReadonlyMap<string, string> = new Map([
  ['ipv4-addr', 'IPv4-Addr'],
  ['ipv6-addr', 'IPv6-Addr'],
  ['file', 'StixFile'],
  ['domain-name', 'Domain-Name'],
  ['url', 'Url'],
  ['email-addr', 'Email-Addr'],
]);

const COMPARISON = /^\s*\[\s*([a-z0-9-]+):.*?'((?:[^'\\]|\\.)*)'\s*\]/s;
const SEVERAL = /\s(?:AND|OR|FOLLOWEDBY)\s/;

/** Passes on what a server gives, with the changes that the settings ask for. No I/O. */
@Injectable()
export class Taxii2Converter {
  constructor(
    private readonly ignore: IgnoreConfig,
    private readonly config: ObjectConfig,
    private readonly labels: LabelRules,
  ) {}

  /** @throws SkippableError when it is no STIX object, or stands for what could not be read */
  *toStix(raw: unknown): Iterable<StixObject> {
    if (raw instanceof Unread) {
      const { message } = raw.cause as Error;
      throw new SkippableError(`${raw.title} was not read: ${message}`, { cause: raw.cause });
    }
    if (!isStixObject(raw)) throw new SkippableError('what the server gave is no STIX object');
    const object = { ...raw } as Foreign;
    if (this.isIgnored(object)) return;
    if (this.config.createAuthor) delete object['created_by_ref'];
    const known = { ...object, ...this.changesOf(object), ...this.labels.changesOf(object) };
    yield known;
    if (object.type === 'indicator' && this.config.saveOriginalIndicatorIdToNote) {
      yield* this.noteOf(known);
    }
  }

  private isIgnored({ type, ...object }: Foreign): boolean {
    const { ignore } = this;
    const { pattern, pattern_type: patternType, content } = object as Record<string, unknown>;
    if (ignore.ignoreObjectTypes && ignore.objectTypesToIgnore.includes(type)) return true;
    if (type === 'note') {
      return ignore.ignoreSpecificNotes && holdsAny(content, ignore.notesToIgnore);
    }
    if (type !== 'indicator') return false;
    if (ignore.ignorePatternTypes && ignore.patternTypesToIgnore.includes(String(patternType))) {
      return true;
    }

    return ignore.ignoreSpecificPatterns && holdsAny(pattern, ignore.patternsToIgnore);
  }

  private changesOf(object: Foreign): Record<string, unknown> {
    const { createIndicators, createObservables } = this.config;
    const { changeReportStatus, changeReportStatusXOpenctiWorkflowId: status } = this.config;
    if (object.type === 'indicator') {
      return { x_opencti_create_observables: createObservables, ...this.indicator(object) };
    }
    if (object.type === 'report' && changeReportStatus) return { x_opencti_workflow_id: status };

    return isSco(object) ? { x_opencti_create_indicators: createIndicators } : {};
  }

  private indicator({ pattern }: Foreign): Record<string, unknown> {
    const { forcePatternAsName, forceMultiplePatternName, setIndicatorAsDetection } = this.config;
    const text = typeof pattern === 'string' ? pattern : '';
    const [, type = '', value = ''] = COMPARISON.exec(text) ?? [];
    const name = SEVERAL.test(text) ? forceMultiplePatternName : value.replace(/\\(.)/gs, '$1');
    const main = MAIN_TYPES.get(type);

    return {
      ...(main && { x_opencti_main_observable_type: main }),
      ...(forcePatternAsName && name && { name }),
      ...(setIndicatorAsDetection && { x_opencti_detection: true }),
    };
  }

  /** Dated as the indicator is, so that it stays the same note. */
  private *noteOf({ id, created }: Foreign): Iterable<StixObject> {
    if (typeof created !== 'string') return;

    yield Stix.note({
      abstract: this.config.saveOriginalIndicatorIdAbstract,
      content: id,
      object_refs: [id],
      created,
    });
  }
}

function holdsAny(text: unknown, parts: readonly string[]): boolean {
  return typeof text === 'string' && parts.some(part => text.includes(part));
}
