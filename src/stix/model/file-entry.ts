/**
 * A file that travels with an object. The worker uploads it after it has created the object.
 *
 * @see OpenCTI `x_opencti_files`
 */
export interface FileEntry {
  /** File name, with its extension. */
  readonly name: string;
  /** Content in base64, when the file is sent. */
  readonly data?: string;
  /** Path of the content on the platform, when the file is received. */
  readonly uri?: string;
  /** MIME type; `application/octet-stream` when absent. */
  readonly mime_type?: string;
  /** Version of the content, a timestamp. */
  readonly version?: string;
  /** Ids of the markings of the file itself. */
  readonly object_marking_refs?: readonly string[];
  /** True: no import connector is started on the upload. */
  readonly no_trigger_import?: boolean;
  /** True: the file is shown inside the content of its object. */
  readonly embedded?: boolean;
}
