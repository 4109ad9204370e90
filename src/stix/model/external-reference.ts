import type { FileEntry } from './file-entry.js';
import type { Hashes } from './hashes.js';

/**
 * A pointer to something outside STIX: a web page, a CVE, an ATT&CK technique. OpenCTI identifies it
 * by `url`, else by `source_name` and `external_id` together; with neither it drops it.
 *
 * @see STIX 2.1 section 2.5
 */
export interface ExternalReference {
  /** Who the reference comes from, such as `cve` or `mitre-attack`. */
  readonly source_name: string;
  readonly description?: string;
  /** Address of the page. */
  readonly url?: string;
  /** Digests of the content at `url`. */
  readonly hashes?: Hashes;
  /** Id of the thing at its source, such as `CVE-2024-3094`. */
  readonly external_id?: string;
  /** Files of the reference, uploaded by the worker. */
  readonly x_opencti_files?: readonly FileEntry[];
}
