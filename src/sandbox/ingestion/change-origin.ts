/** Who made a change, and where. */
export interface ChangeOrigin {
  /** The user on whose behalf it was made. */
  readonly userId: string;
  /** The draft it was made in; undefined for live. */
  readonly draftId?: string;
  /** Id of the stream event that it repeats. */
  readonly eventId?: string;
}
