/** Shorter names are words of everyday too often. */
const SHORTEST = 4;
const WORD = /[\p{L}\p{N}]+/gu;

/** Finds names in texts: whole words, capitals do not count. One pass, however many names there are. */
export class NameIndex {
  private readonly byFirstWord = new Map<string, { name: string; id: string }[]>();

  /** Adds a name of something, by its id. */
  add(name: string, id: string): void {
    const normal = normalized(name).trim();
    const [first] = normal.match(WORD) ?? [];
    if (normal.length < SHORTEST || first === undefined || !normal.startsWith(first)) return;
    const known = this.byFirstWord.get(first) ?? [];
    this.byFirstWord.set(first, [...known, { name: normal, id }]);
  }

  /** Ids of what a text names. */
  *idsIn(text: string): Iterable<string> {
    const normal = normalized(text);
    for (const { 0: word, index } of normal.matchAll(WORD)) {
      for (const { name, id } of this.byFirstWord.get(word) ?? []) {
        const end = index + name.length;
        const isWhole = !/^[\p{L}\p{N}]/u.test(normal.slice(end, end + 2));
        if (isWhole && normal.startsWith(name, index)) yield id;
      }
    }
  }
}

function normalized(text: string): string {
  return text.toLowerCase().replace(/\s+/g, ' ');
}
