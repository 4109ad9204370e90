/** The messages that share a position, as far as they have arrived. */
interface Group {
  readonly id: string;
  /** Events of it that are not done. */
  open: number;
  /** True once no more can come. */
  isClosed: boolean;
}

/** Events that may be done ahead of the lowest one that is not: a crash repeats them all. */
const MAX_AHEAD = 10_000;

/**
 * The place from which a stream may go on after a crash without missing anything: the last position
 * before the lowest event that is not done. Several events may share a position, so one is passed only
 * when a message of another position has come.
 */
export class Checkpoint {
  private groups: Group[] = [];
  private first = 0;

  /** @param position where the stream began */
  constructor(public position: string) {}

  /** Whether so much is done beyond the lowest event that is not, that it has to be waited for. */
  get isFarAhead(): boolean {
    return this.groups.length - this.first > MAX_AHEAD;
  }

  /**
   * An event has arrived.
   *
   * @param id its position; undefined for that of the message before it
   * @returns call it when the event is done
   */
  begin(id: string | undefined): () => void {
    const group = this.groupOf(id);
    group.open += 1;

    return () => {
      group.open -= 1;
    };
  }

  /** The stream says where it is. Never passes an event that is not done. */
  mark(id: string): void {
    const last = this.last;
    // Among messages of one position a sign of life does not tell that there are no more.
    if (last?.id === id) return;
    if (last) last.isClosed = true;
    this.groups.push({ id, open: 0, isClosed: true });
  }

  /** Moves the position as far as everything is done; true when it has moved. */
  advance(): boolean {
    const before = this.first;
    for (let head = this.groups[this.first]; head?.isClosed && head.open === 0;) {
      this.position = head.id;
      this.first += 1;
      head = this.groups[this.first];
    }
    if (this.first === this.groups.length || this.first > 1_000) this.tidy();

    return this.first !== before || this.groups.length === 0;
  }

  private tidy(): void {
    this.groups = this.groups.slice(this.first);
    this.first = 0;
  }

  private groupOf(id: string | undefined): Group {
    const last = this.last;
    if (last && !last.isClosed && (id === undefined || last.id === id)) return last;
    if (last) last.isClosed = true;
    const group = { id: id ?? last?.id ?? this.position, open: 0, isClosed: false };
    this.groups.push(group);

    return group;
  }

  private get last(): Group | undefined {
    return this.groups[this.groups.length - 1];
  }
}
