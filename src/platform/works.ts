import { PlatformError } from '../errors/index.js';
import { AnswerReader } from './answer-reader.js';
import { cutText } from './cut-text.js';
import type { PlatformCapabilities } from './platform-capabilities.js';
import type { PlatformQueries } from './platform-call.js';
import { Work } from './work.js';

/** How a work is opened. */
export interface OpenWorkOptions {
  /**
   * True when results are announced in several parts: OpenCTI then ends the work only when it is
   * told. Ignored by an OpenCTI that does not know the difference.
   */
  readonly multiPart?: boolean;
}

const ADD = `mutation workAdd($connectorId: String!, $friendlyName: String) {
  workAdd(connectorId: $connectorId, friendlyName: $friendlyName) { id }
}`;
const ADD_MULTI_PART = `mutation workAdd($connectorId: String!, $friendlyName: String, $isMultiPartWork: Boolean) {
  workAdd(connectorId: $connectorId, friendlyName: $friendlyName, isMultiPartWork: $isMultiPartWork) { id }
}`;
const EDIT_ARGUMENTS = `query WorkEditArguments {
  __type(name: "WorkEditMutations") { fields { name args { name } } }
}`;

const MAX_NAME = 1_000;

/** Opens works, and finds those that OpenCTI opened. */
export class Works {
  private batches: Promise<boolean> | undefined;

  constructor(
    private readonly client: PlatformQueries,
    private readonly capabilities: Pick<PlatformCapabilities, 'generation' | 'multiPartWorks'>,
  ) {}

  /**
   * Opens a work. Not repeated when the answer is lost: that would leave one open.
   *
   * @param name shown to OpenCTI's users
   */
  async open(connectorId: string, name: string, options: OpenWorkOptions = {}): Promise<Work> {
    const isMultiPartWork = options.multiPart === true && this.capabilities.multiPartWorks;
    const variables = { connectorId, friendlyName: cutText(name, MAX_NAME) };
    const data = isMultiPartWork
      ? await this.client.query(ADD_MULTI_PART, { ...variables, isMultiPartWork })
      : await this.client.query(ADD, variables);

    return this.of(AnswerReader.of('workAdd', data).object('workAdd').text('id'));
  }

  /** The work that OpenCTI opened for a request. Nothing is sent. */
  of(id: string): Work {
    return new Work(this.client, id, () => (this.batches ??= this.askBatches()));
  }

  /** Only some versions from 7 on count several results in one report; the schema tells. */
  private async askBatches(): Promise<boolean> {
    if (this.capabilities.generation < 7) return false;
    try {
      const data = await this.client.query(EDIT_ARGUMENTS);
      const fields = AnswerReader.of('WorkEditArguments', data)
        .objectIfAny('__type')
        ?.objects('fields');
      const report = fields?.find(field => field.value('name') === 'reportExpectation');
      return report?.objects('args').some(arg => arg.value('name') === 'expectations') ?? false;
    } catch (error) {
      if (error instanceof PlatformError) return false;
      throw error;
    }
  }
}
