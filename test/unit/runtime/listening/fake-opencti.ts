import {
  Platform,
  Works,
  type OutgoingFile,
  type PlatformConnection,
  type QueryOptions,
  type ReadFileOptions,
} from '../../../../src/platform/index.js';
import type { StixObject } from '../../../../src/stix/index.js';

/** One request as it reached OpenCTI. */
export interface Asked {
  readonly operation: string;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly context: QueryOptions['context'];
  /** Content of the file that came with it. */
  readonly file?: { readonly name: string; readonly text: string };
}

type Answer = (asked: Asked) => unknown;

const edit = (field: string) => () => ({ workEdit: { [field]: true } });

/** OpenCTI without a network: it keeps what it is asked, and answers as a test says. */
export class FakeOpencti implements PlatformConnection {
  readonly asked: Asked[] = [];
  /** Objects by id, as `stix(id)` gives them. */
  readonly stix = new Map<string, object>();
  /** Chunks of files by path. */
  readonly files = new Map<string, readonly (string | Uint8Array)[]>();
  readonly downloads: { readonly file: string; readonly context: QueryOptions['context'] }[] = [];
  readonly platform = new Platform(this, async () => ({ has: () => true }));
  readonly works = new Works(this, { generation: 6, multiPartWorks: false });
  /** Answers by operation; what throws is an error of OpenCTI. */
  readonly answers: Record<string, Answer> = {
    workToReceived: edit('toReceived'),
    workToProcessed: edit('toProcessed'),
    addExpectations: edit('addExpectations'),
    reportExpectation: edit('reportExpectation'),
    addDraftContext: edit('addDraftContext'),
    pingWork: edit('ping'),
    workAdd: () => ({ workAdd: { id: 'work_opened' } }),
    StixQuery: ({ variables }) => {
      const found = this.stix.get(String(variables.id));
      return { stix: found ? JSON.stringify(found) : null };
    },
    PlaybookStepExecution: () => ({ playbookStepExecution: true }),
    draftWorkspaceAdd: () => ({ draftWorkspaceAdd: { id: 'draft-made' } }),
    UploadPending: ({ file }) => ({
      uploadPending: { id: `import/pending/${file?.name}`, name: file?.name },
    }),
    StixDomainObjectEdit: () => ({ stixDomainObjectEdit: { exportPush: true } }),
    StixCoreObjectsExportPush: () => ({ stixCoreObjectsExportPush: true }),
    StixCoreObjectEdit: () => ({ stixCoreObjectEdit: { analysisPush: { id: 'f', name: 'f' } } }),
  };

  keep(...objects: readonly StixObject[]): void {
    for (const object of objects) this.stix.set(object.id, object);
  }

  /** Requests of one operation, in their order. */
  of(operation: string): Asked[] {
    return this.asked.filter(asked => asked.operation === operation);
  }

  /** How works ended, in their order. */
  get processed(): { readonly id: unknown; readonly message: string; readonly inError: boolean }[] {
    return this.of('workToProcessed').map(({ variables }) => variables as never);
  }

  /** The bundles that playbooks were handed back. */
  get playbookAnswers(): { readonly objects: StixObject[] }[] {
    return this.of('PlaybookStepExecution').map(
      ({ variables }) => JSON.parse(String(variables.bundle)) as never,
    );
  }

  async query<T>(
    document: string,
    variables: Readonly<Record<string, unknown>> = {},
    options: QueryOptions = {},
  ): Promise<T> {
    options.signal?.throwIfAborted();
    return this.answer({ operation: operationOf(document), variables, context: options.context });
  }

  async upload<T>(
    document: string,
    variables: Readonly<Record<string, unknown>>,
    { name, content }: OutgoingFile,
    options: QueryOptions = {},
  ): Promise<T> {
    let text = '';
    const chunks =
      typeof content === 'string' || content instanceof Uint8Array ? [content] : content;
    for await (const chunk of chunks) text += Buffer.from(chunk as string).toString();
    const file = { name, text };

    return this.answer({
      operation: operationOf(document),
      variables,
      context: options.context,
      file,
    });
  }

  async *download(file: string, options: ReadFileOptions = {}): AsyncGenerator<Buffer> {
    this.downloads.push({ file, context: options.context });
    for (const chunk of this.files.get(file) ?? []) yield Buffer.from(chunk as string);
  }

  private async answer<T>(asked: Asked): Promise<T> {
    this.asked.push(asked);
    const answer = this.answers[asked.operation];
    if (!answer) throw new Error(`the test has no answer to ${asked.operation}`);

    return (await answer(asked)) as T;
  }
}

function operationOf(document: string): string {
  return /(?:query|mutation)\s+(\w+)/.exec(document)?.[1] ?? '';
}
