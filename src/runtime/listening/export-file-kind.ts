import { isObservable, tap, type ObservableInput } from 'rxjs';
import type { ExportFileBlueprint, ExportRequest } from '../../connectors/index.js';
import { ExportOutput } from './exports/export-output.js';
import { exportPages } from './exports/export-pages.js';
import { handlerOutput } from './handler-output.js';
import { handlerRequest } from './handler-request.js';
import { Handlers, type Handler } from './handlers.js';
import type { Job } from './job.js';
import type { ListeningParts } from './listening-parts.js';
import { readExport, type ExportMessage } from './messages/read-export.js';
import type { RequestKind, RequestResult } from './request-kind.js';
import { requireMimeInScope } from './scope-gate.js';

type Piece = string | Uint8Array;

/** Answers requests to write entities to a file. */
export class ExportFileKind implements RequestKind {
  readonly name = 'file export';
  readonly maySkip = false;
  private readonly handlers: Handlers<ExportRequest, Piece>;

  constructor(private readonly parts: ListeningParts<ExportFileBlueprint>) {
    this.handlers = new Handlers(parts.connector, parts.blueprint.handlers);
  }

  async perform(job: Job): Promise<RequestResult> {
    const message = readExport(job.envelope);
    job.about = message.fileName;
    requireMimeInScope(message.format, this.parts.scope);
    const handler = this.handlers.of(message.format);

    const { fileName: name, format: mimeType } = message;
    const file = { name, mimeType, content: content(handler, message, job) };
    await store(message, file, job);

    return { message: `${job.objects} objects exported` };
  }
}

/** What the handler writes, piece by piece. */
async function* content(
  handler: Handler<ExportRequest, Piece>,
  message: ExportMessage,
  job: Job,
): AsyncGenerator<Piece> {
  const output = new ExportOutput();
  const request = requestOf(message, output, job);
  const pieces = handlerOutput(() => counted(handler.call(request), output), {
    where: handler.where,
    expected: 'text or bytes',
    isFine: isPiece,
    signal: job.signal,
  });

  for await (const piece of pieces) {
    yield piece;
    output.written();
  }
}

function requestOf(message: ExportMessage, output: ExportOutput, job: Job): ExportRequest {
  const { entityId, entityName, mainFilter, accessFilter, list, ...rest } = message;
  const pages = async function* (): ReturnType<ExportRequest['pages']> & AsyncGenerator {
    // A handler that reads the list twice, for columns and rows, exports it once.
    job.objects = 0;
    for await (const page of exportPages(message, job.applicantPlatform, job.signal)) {
      job.objects += page.length;
      yield page;
    }
  };

  return Object.freeze({
    ...handlerRequest(job),
    ...rest,
    ...(entityId !== null && { entityId }),
    ...(entityName !== null && { entityName }),
    ...(mainFilter && { mainFilter }),
    ...(accessFilter && { accessFilter }),
    ...(list && { list }),
    objects: () => output.objectsOf(pages),
    pages,
  });
}

/** Where a list was exported from, OpenCTI shows what it was filtered by. */
function store(
  { scope, entityId, entityType, fileMarkings, list }: ExportMessage,
  file: {
    readonly name: string;
    readonly mimeType: string;
    readonly content: AsyncIterable<Piece>;
  },
  { platform, signal }: Job,
): Promise<void> {
  const options = { markings: fileMarkings, signal };
  if (scope === 'single') return platform.files.exportPush(entityId ?? '', file, options);

  const listFilters = scope === 'selection' ? 'selected_ids' : JSON.stringify(list?.raw ?? {});
  const exported = { entityType, listFilters, ...(entityId !== null && { entityId }) };

  return platform.files.exportListPush(exported, file, options);
}

/** An Observable gives without being asked, so what it has given is counted. */
function counted<T>(given: ObservableInput<T>, output: ExportOutput): ObservableInput<T> {
  if (!isObservable(given)) return given;

  return given.pipe(tap(value => output.given(Array.isArray(value) ? value.length : 1)));
}

function isPiece(value: unknown): value is Piece {
  return typeof value === 'string' || value instanceof Uint8Array;
}
