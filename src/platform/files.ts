import { PlatformError } from '../errors/index.js';
import { AnswerReader } from './answer-reader.js';
import type { OutgoingFile } from './outgoing-file.js';
import type { QueryOptions } from './platform-call.js';
import type { PlatformConnection } from './platform-connection.js';
import type { ReadFileOptions } from './stored-file.js';

/** A file that OpenCTI holds. */
export interface PlatformFile {
  /** Its key in OpenCTI's storage, such as `import/global/report.csv`: what {@link Files.read} takes. */
  readonly id: string;
  readonly name: string;
}

/** How a file is stored. */
export interface StoreOptions extends QueryOptions {
  /** Ids of the markings that the file itself gets. Default: none. */
  readonly markings?: readonly string[];
}

/** How a file is put into the list of files to be looked at. */
export interface PendingOptions extends StoreOptions {
  /** Internal id of the entity that it is about. */
  readonly entityId?: string;
}

/** How a file is put beside an entity. */
export interface ImportPushOptions extends StoreOptions {
  /** When the content is of; an older or equal one leaves the stored file as it is. */
  readonly version?: Date;
  /** True to start no import connector. Default false. */
  readonly noTriggerImport?: boolean;
}

/** The list that a file was made of. */
export interface ExportedList {
  /** As the request names it, such as `Malware`. */
  readonly entityType: string;
  /** Internal id of the container that the list belongs to. */
  readonly entityId?: string;
  /** What the list was filtered by, as text for people. */
  readonly listFilters?: string;
}

/** What was analysed, as the request names it. */
export interface AnalysedContent {
  readonly contentSource: string;
  readonly contentType: 'fields' | 'file';
  /** Such as `mapping_analysis`. */
  readonly analysisType: string;
}

const STORED = 'id name';
const UPLOAD_IMPORT = `mutation UploadImport($file: Upload!, $fileMarkings: [String]) {
  uploadImport(file: $file, fileMarkings: $fileMarkings) { ${STORED} }
}`;
const UPLOAD_PENDING = `mutation UploadPending($file: Upload!, $entityId: String, $file_markings: [String!]) {
  uploadPending(file: $file, entityId: $entityId, file_markings: $file_markings) { ${STORED} }
}`;
const IMPORT_PUSH = `mutation StixCoreObjectEdit($id: ID!, $file: Upload!, $fileMarkings: [String], $version: DateTime, $noTriggerImport: Boolean) {
  stixCoreObjectEdit(id: $id) {
    importPush(file: $file, fileMarkings: $fileMarkings, version: $version, noTriggerImport: $noTriggerImport) { ${STORED} }
  }
}`;
const EXPORT_PUSH = `mutation StixDomainObjectEdit($id: ID!, $file: Upload!, $file_markings: [String]!) {
  stixDomainObjectEdit(id: $id) { exportPush(file: $file, file_markings: $file_markings) }
}`;
const EXPORT_LIST_PUSH = `mutation StixCoreObjectsExportPush($entity_id: String, $entity_type: String!, $file: Upload!, $file_markings: [String]!, $listFilters: String) {
  stixCoreObjectsExportPush(entity_id: $entity_id, entity_type: $entity_type, file: $file, file_markings: $file_markings, listFilters: $listFilters)
}`;
const ANALYSIS_PUSH = `mutation StixCoreObjectEdit($id: ID!, $file: Upload!, $contentSource: String!, $contentType: AnalysisContentType!, $analysisType: String!) {
  stixCoreObjectEdit(id: $id) {
    analysisPush(file: $file, contentSource: $contentSource, contentType: $contentType, analysisType: $analysisType) { ${STORED} }
  }
}`;
const LIST = `query StixCoreObject($id: String!) {
  stixCoreObject(id: $id) { importFiles { edges { node { ${STORED} } } } }
}`;
const DELETE = `mutation InternalFileDelete($fileName: String) {
  deleteImport(fileName: $fileName)
}`;

const DEFAULT_MAX_BYTES = 100_000_000;

/**
 * The files of OpenCTI. Neither reading nor storing holds a file as a whole. A file that could not
 * be sent to its end is an error, never a shorter file.
 *
 * What OpenCTI only takes from connectors (exports and analyses) goes in the name of the connector,
 * whoever the request was made for.
 */
export class Files {
  constructor(private readonly connection: PlatformConnection) {}

  /**
   * The bytes of a file, pulled: `for await (const chunk of files.read(id))`. A broken connection
   * is taken up where it broke.
   *
   * @param file id of the file, or the path that a request names it by (`/storage/get/…`)
   * @throws PlatformError `PLATFORM_FILE_MISSING`, `PLATFORM_FILE_TOO_LARGE`, `PLATFORM_FILE_CUT`
   * or `PLATFORM_FILE_NAME`, while it is read
   */
  read(file: string, options?: ReadFileOptions): AsyncIterable<Buffer> {
    return this.connection.download(file, options);
  }

  /**
   * A file as a whole, for one that is known to be small.
   *
   * @param options by default at most 100 MB (10^8 bytes)
   */
  async bytes(file: string, options?: ReadFileOptions): Promise<Buffer> {
    const chunks: Buffer[] = [];
    const all = this.read(file, { maxBytes: DEFAULT_MAX_BYTES, ...options });
    for await (const chunk of all) chunks.push(chunk);

    return Buffer.concat(chunks);
  }

  /** The files beside an entity that were imported or are to be; not its exports. */
  async list(entityId: string, options?: QueryOptions): Promise<PlatformFile[]> {
    const data = await this.connection.query(LIST, { id: entityId }, options);
    const entity = AnswerReader.of('StixCoreObject', data).objectIfAny('stixCoreObject');

    return entity?.nodes('importFiles').map(readFile) ?? [];
  }

  /** Stores a file for everybody to import; import connectors that run by themselves start. */
  async uploadImport(file: OutgoingFile, options: StoreOptions = {}): Promise<PlatformFile> {
    const { markings: fileMarkings = [], ...rest } = options;
    const data = await this.connection.upload(UPLOAD_IMPORT, { fileMarkings }, file, rest);

    return readFile(AnswerReader.of('UploadImport', data).object('uploadImport'));
  }

  /** Stores a bundle as a workbench: people look at it before it is imported. Not in a draft. */
  async uploadPending(file: OutgoingFile, options: PendingOptions = {}): Promise<PlatformFile> {
    const { markings = [], entityId, ...rest } = options;
    const variables = { entityId, file_markings: markings };
    const data = await this.connection.upload(UPLOAD_PENDING, variables, file, rest);

    return readFile(AnswerReader.of('UploadPending', data).object('uploadPending'));
  }

  /** Stores a file beside an entity. */
  async importPush(
    entityId: string,
    file: OutgoingFile,
    options: ImportPushOptions = {},
  ): Promise<PlatformFile> {
    const { markings: fileMarkings = [], version, noTriggerImport, ...rest } = options;
    const variables = {
      id: entityId,
      fileMarkings,
      version: version?.toISOString(),
      noTriggerImport,
    };
    const data = await this.connection.upload(IMPORT_PUSH, variables, file, rest);

    return readFile(edited('importPush', data, 'stixCoreObjectEdit').object('importPush'));
  }

  /** Stores the export of one entity, whatever its type. */
  async exportPush(
    entityId: string,
    file: OutgoingFile,
    options: StoreOptions = {},
  ): Promise<void> {
    const { markings = [], ...rest } = options;
    const variables = { id: entityId, file_markings: markings };
    const data = await this.connection.upload(EXPORT_PUSH, variables, file, asConnector(rest));

    checkTaken(edited('exportPush', data, 'stixDomainObjectEdit'), 'exportPush');
  }

  /** Stores the export of a list or of a selection, whatever its type. */
  async exportListPush(
    { entityType, entityId, listFilters = '' }: ExportedList,
    file: OutgoingFile,
    options: StoreOptions = {},
  ): Promise<void> {
    const { markings = [], ...rest } = options;
    const variables = {
      entity_id: entityId,
      entity_type: entityType,
      file_markings: markings,
      listFilters,
    };
    const data = await this.connection.upload(EXPORT_LIST_PUSH, variables, file, asConnector(rest));

    checkTaken(AnswerReader.of('StixCoreObjectsExportPush', data), 'stixCoreObjectsExportPush');
  }

  /** Stores what an analysis found in the content of an entity. Not in a draft. */
  async analysisPush(
    entityId: string,
    file: OutgoingFile,
    { contentSource, contentType, analysisType }: AnalysedContent,
    options: QueryOptions = {},
  ): Promise<PlatformFile> {
    const variables = { id: entityId, contentSource, contentType, analysisType };
    const data = await this.connection.upload(ANALYSIS_PUSH, variables, file, asConnector(options));

    return readFile(edited('analysisPush', data, 'stixCoreObjectEdit').object('analysisPush'));
  }

  /** Deletes a file that was uploaded to be imported. One that is gone already is no error. */
  async deleteImport(fileId: string, options?: QueryOptions): Promise<void> {
    const all = { isIdempotent: true, ...options };
    await this.connection.query(DELETE, { fileName: fileId }, all);
  }
}

function readFile(node: AnswerReader): PlatformFile {
  return { id: node.text('id'), name: node.text('name') };
}

function edited(operation: string, data: unknown, root: string): AnswerReader {
  return AnswerReader.of(operation, data).object(root);
}

function checkTaken(answer: AnswerReader, field: string): void {
  if (answer.value(field) !== false) return;
  const facts = { operation: field, path: field, expected: 'true', got: 'false' };

  throw new PlatformError('PLATFORM_ANSWER', facts);
}

function asConnector(options: QueryOptions): QueryOptions {
  return { ...options, context: { ...options.context, applicantId: undefined } };
}
