/** Requests that may find nothing: at first, for every page up to so many, and for every page. */
const FIRST = 24;
const MORE_A_PAGE = 2;
const MAX_FIRST = 96;
const SHARE = 0.1;
/** Guesses that are allowed in any case, and as a share of those who are idle. */
const ALWAYS = 2;
const ALWAYS_SHARE = 0.1;

/** How many requests may be spent on finding out where keys are, by what came of earlier ones. */
export class Allowance {
  #pages = 0;
  #wasted = 0;

  /** A page was counted, full or not. */
  counted(share: number): void {
    this.#pages += share;
  }

  /** A request, or the part of one, found nothing. */
  wasted(requests: number): void {
    this.#wasted += requests;
  }

  /** Whether guesses have cost more than they should. */
  get isSpent(): boolean {
    return this.#left <= ALWAYS;
  }

  /** How many of the idle may guess. */
  of(idle: number): number {
    return Math.min(idle, Math.floor(Math.max(this.#left, ALWAYS, ALWAYS_SHARE * idle)));
  }

  get #left(): number {
    const first = Math.min(MAX_FIRST, FIRST + MORE_A_PAGE * this.#pages);
    return first + SHARE * this.#pages - this.#wasted;
  }
}
