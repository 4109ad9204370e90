import type { CrashJournal } from '../../../src/transport/index.js';

/** A crash journal that records what it is told. */
export class MemoryJournal implements CrashJournal {
  /** What it was told, in order. */
  readonly told: string[] = [];
  /** Whether everything fails from now on. */
  isBroken = false;

  /** @param died how many processes died on what */
  constructor(private readonly died: Readonly<Record<string, number>> = {}) {}

  open = async (): Promise<void> => this.note('open');
  begin = async (key: string): Promise<void> => this.note(`begin ${key}`);
  release = async (key: string): Promise<void> => this.note(`release ${key}`);
  settle = async (key: string): Promise<void> => this.note(`settle ${key}`);

  deaths = async (key: string): Promise<number> => {
    this.note(`deaths ${key}`);

    return this.died[key] ?? 0;
  };

  private note(text: string): void {
    if (this.isBroken) throw new Error('no space left on the device');
    this.told.push(text);
  }
}
