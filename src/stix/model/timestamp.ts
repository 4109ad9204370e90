/**
 * A moment as ISO 8601 text in UTC, such as `2024-01-15T10:30:00.000Z`. Builders also take a `Date`
 * or any ISO 8601 text and write this form.
 *
 * @see STIX 2.1 section 2.16
 */
export type Timestamp = string;
