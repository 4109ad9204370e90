import { PlatformError } from '../errors/index.js';
import { AnswerReader } from './answer-reader.js';
import { cutText } from './cut-text.js';
import type { PlatformQueries, QueryOptions } from './platform-call.js';

/** An error to show under a work. */
export interface WorkError {
  /** What went wrong; cut to 5,000 characters. */
  readonly error: string;
  /** What it went wrong with, such as the object's id; cut to 50,000 characters. */
  readonly source: string;
}

/** How far OpenCTI is with a work. */
export interface WorkTracking {
  /** Results that were announced. */
  readonly expected: number;
  /** Results that were handled, in error or not. */
  readonly processed: number;
}

/** Whether this OpenCTI takes several results in one report. Asked at most once. */
export type AsksBatchReports = () => Promise<boolean>;

const MAX_MESSAGE = 5_000;
const MAX_SOURCE = 50_000;

/** Saying it twice changes nothing that counts. */
const TWICE: QueryOptions = { isIdempotent: true };

const RECEIVED = edit('workToReceived', '$message: String', 'toReceived(message: $message)');
const PROCESSED = edit(
  'workToProcessed',
  '$message: String, $inError: Boolean',
  'toProcessed(message: $message, inError: $inError)',
);
const EXPECT = edit(
  'addExpectations',
  '$expectations: Int',
  'addExpectations(expectations: $expectations)',
);
const REPORT = edit(
  'reportExpectation',
  '$error: WorkErrorInput',
  'reportExpectation(error: $error)',
);
const REPORT_MANY = edit(
  'reportExpectation',
  '$error: WorkErrorInput, $expectations: Int',
  'reportExpectation(error: $error, expectations: $expectations)',
);
const ATTACH_DRAFT = edit(
  'addDraftContext',
  '$draftContext: String',
  'addDraftContext(draftContext: $draftContext)',
);
const PING = edit('pingWork', '', 'ping');
const ALIVE = 'query WorkAliveQuery($id: ID!) { isWorkAlive(id: $id) }';
const TRACKING = `query WorkQuery($id: ID!) {
  work(id: $id) { id tracking { import_expected_number import_processed_number } }
}`;

/**
 * One work: what OpenCTI's users see of one run or request, with its progress and errors.
 *
 * @see OpenCTI `client-python/pycti/api/opencti_api_work.py` and `opencti-graphql/src/domain/work.js`
 */
export class Work {
  constructor(
    private readonly client: PlatformQueries,
    readonly id: string,
    private readonly takesBatches: AsksBatchReports,
  ) {}

  /** Says that the work has begun. */
  async received(message: string): Promise<void> {
    await this.edit(RECEIVED, { message: cutText(message, MAX_MESSAGE) }, TWICE);
  }

  /**
   * Announces results, before they are published. Not repeated when the answer is lost: that could
   * announce them twice.
   *
   * @param count 1 or more
   * @returns false when the work is gone: what is published under it is thrown away
   */
  async expect(count: number): Promise<boolean> {
    try {
      const answer = await this.edit(EXPECT, { expectations: count });
      return answer.value('addExpectations') !== false;
    } catch (error) {
      if (error instanceof PlatformError && error.code === 'PLATFORM_WORK_NOT_ALIVE') return false;
      throw error;
    }
  }

  /**
   * Counts announced results as handled.
   *
   * @param error shown under the work; null when all went well
   * @param times how many results; default 1
   */
  async report(error: WorkError | null, times = 1): Promise<void> {
    const shown = error && {
      error: cutText(error.error, MAX_MESSAGE),
      source: cutText(error.source, MAX_SOURCE),
    };
    if (times > 1 && (await this.takesBatches())) {
      await this.edit(REPORT_MANY, { error: shown, expectations: times });
      return;
    }
    for (let done = 0; done < times; done++) await this.edit(REPORT, { error: shown });
  }

  /**
   * Says that the work is done.
   *
   * @param message shown under the work; cut to 5,000 characters
   * @param inError shows the message among the errors; default false
   */
  async processed(message: string, inError = false): Promise<void> {
    await this.edit(PROCESSED, { message: cutText(message, MAX_MESSAGE), inError }, TWICE);
  }

  /** Says that what the work brings goes into a draft. */
  async attachDraft(draftId: string): Promise<void> {
    await this.edit(ATTACH_DRAFT, { draftContext: draftId }, TWICE);
  }

  /** Says that the work goes on: OpenCTI takes long silence for failure. */
  async ping(): Promise<void> {
    await this.edit(PING, {}, TWICE);
  }

  /** Whether OpenCTI still counts for this work. */
  async isAlive(): Promise<boolean> {
    const data = await this.client.query(ALIVE, { id: this.id });

    return AnswerReader.of('WorkAliveQuery', data).flag('isWorkAlive');
  }

  /** How far OpenCTI is; undefined when the work is gone. */
  async tracking(): Promise<WorkTracking | undefined> {
    const data = await this.client.query(TRACKING, { id: this.id });
    const tracking = AnswerReader.of('WorkQuery', data)
      .objectIfAny('work')
      ?.objectIfAny('tracking');

    return (
      tracking && {
        expected: tracking.countIfAny('import_expected_number'),
        processed: tracking.countIfAny('import_processed_number'),
      }
    );
  }

  private async edit(
    document: string,
    variables: Readonly<Record<string, unknown>>,
    options?: QueryOptions,
  ): Promise<AnswerReader> {
    const data = await this.client.query(document, { id: this.id, ...variables }, options);

    return AnswerReader.of('workEdit', data).object('workEdit');
  }
}

function edit(operation: string, parameters: string, field: string): string {
  const all = parameters ? `$id: ID!, ${parameters}` : '$id: ID!';

  return `mutation ${operation}(${all}) { workEdit(id: $id) { ${field} } }`;
}
