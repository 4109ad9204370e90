/** A file that came with a request. Its bytes are never part of the request's JSON. */
export class UploadedFile {
  constructor(
    /** The name the client gave it. */
    readonly name: string,
    readonly bytes: Buffer,
  ) {}

  /** What request logs show in its place. */
  toJSON(): string {
    return `[file: ${this.name}, ${this.bytes.length} bytes]`;
  }
}
