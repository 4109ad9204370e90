import type { CustomObservableProperties, ObservableProperties } from './core-properties.js';
import type { Timestamp } from './timestamp.js';

/** An email address. */
export interface EmailAddr extends ObservableProperties {
  readonly type: 'email-addr';
  /** The address without the display name. OpenCTI lower-cases it. */
  readonly value: string;
  readonly display_name?: string;
  /** Id of the user account that it belongs to. */
  readonly belongs_to_ref?: string;
}

/** An email message. */
export interface EmailMessage extends ObservableProperties {
  readonly type: 'email-message';
  /** True: the body is in `body_multipart`, not in `body`. */
  readonly is_multipart: boolean;
  readonly date?: Timestamp;
  readonly content_type?: string;
  /** Id of the email address in `From:`. */
  readonly from_ref?: string;
  /** Id of the email address in `Sender:`. */
  readonly sender_ref?: string;
  readonly to_refs?: readonly string[];
  readonly cc_refs?: readonly string[];
  readonly bcc_refs?: readonly string[];
  readonly message_id?: string;
  readonly subject?: string;
  /** `Received:` headers, newest first. */
  readonly received_lines?: readonly string[];
  readonly additional_header_fields?: Readonly<Record<string, string | readonly string[]>>;
  readonly body?: string;
  readonly body_multipart?: readonly EmailMimePart[];
  /** Id of the artifact that holds the whole message. */
  readonly raw_email_ref?: string;
  /** Ids of the files, artifacts, URLs and addresses that OpenCTI says it contains. */
  readonly contains_refs?: readonly string[];
}

/** A part of a multipart email, inside its message. */
export interface EmailMimePart {
  readonly body?: string;
  /** Id of the file or artifact that holds the part. */
  readonly body_raw_ref?: string;
  readonly content_type?: string;
  readonly content_disposition?: string;
}

/** A part of a multipart email, as an observable of its own. */
export interface EmailMimePartType extends CustomObservableProperties {
  readonly type: 'email-mime-part-type';
  readonly body?: string;
  /** Id of the file or artifact that holds the part. */
  readonly body_raw_ref?: string;
  readonly content_type?: string;
  readonly content_disposition?: string;
}
