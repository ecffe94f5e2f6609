import type { FolderQuestion } from './segment';

/** Answers that took so many times as long as a page are late. */
const LATE = 4;
/** So many late or useless ones in a row, and no more is asked. */
const MAX_LATE = 3;
/** Of all requesters, how many may ask for folders at the same time. */
const SHARE = 1 / 8;
/** How much the last page says of how long pages take. */
const FADING = 0.1;

/** Which folders are being asked for, and whether that is worth it on this store. */
export class FolderQuestions {
  readonly #asked = new Map<FolderQuestion, number>();
  readonly #done = new Set<string>();
  #pageMs = Infinity;
  #late = 0;

  constructor(private readonly requesters: number) {}

  /** Whether folders are asked for at all: on some stores that takes too long, or tells nothing. */
  get isWorthwhile(): boolean {
    return this.#late < MAX_LATE;
  }

  /** How many more may be asked now. */
  room(now: number): number {
    const overdue = [...this.#asked.values()].filter((since) => now - since > LATE * this.#pageMs).length;
    if (overdue >= MAX_LATE) {
      // They may never be answered.
      this.#late = MAX_LATE;
    }
    if (!this.isWorthwhile || overdue > 0) {
      return 0;
    }
    return Math.max(1, Math.floor(this.requesters * SHARE)) - this.#asked.size;
  }

  /** Whether it has not been asked, nor anything whose answer would tell as much. */
  isNew(question: FolderQuestion): boolean {
    return !this.#done.has(keyOf(question)) && this.#since(question) === null;
  }

  /** Whether an answer is on its way that should be waited for. */
  isComing(question: FolderQuestion, now: number): boolean {
    const since = this.#since(question);
    return since !== null && now - since <= (LATE / 2) * this.#pageMs;
  }

  asked(question: FolderQuestion, now: number): void {
    this.#asked.set(question, now);
  }

  /** @param useful whether it told names */
  answered(question: FolderQuestion, now: number, useful: boolean): void {
    const took = now - (this.#asked.get(question) ?? now);
    this.#asked.delete(question);
    this.#done.add(keyOf(question));
    this.#late = useful && took <= LATE * this.#pageMs ? 0 : this.#late + 1;
  }

  /** Since when it is being asked what follows a name, or one before it in the same folder. */
  #since({ folder, behind }: FolderQuestion): number | null {
    for (const [asked, since] of this.#asked) {
      if (asked.folder === folder && asked.behind <= behind) {
        return since;
      }
    }
    return null;
  }

  pageTook(ms: number): void {
    this.#pageMs = this.#pageMs === Infinity ? ms : this.#pageMs * (1 - FADING) + ms * FADING;
  }
}

function keyOf({ folder, behind }: FolderQuestion): string {
  return `${folder}\u0000${behind}`;
}
