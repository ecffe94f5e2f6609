import type { KeyBytes } from '../pages/key-bytes';
import { isDigit } from './alphabet';
import { commonLength } from './key-paths';
import { KeyModel } from './key-model';
import { ModelNumbers } from './model-numbers';
import { countingOn, NameNumbers, type Numbers } from './name-numbers';
import type { SeenSymbols } from './seen-symbols';

/** Names whose numbers stray less from even distances than this are explained well enough. */
const EVEN = 0.1;
/** The share of that by which a model has to explain them better. */
const BETTER = 0.7;
/** Fewer names do not show how even they are. */
const ENOUGH_NAMES = 4;
/** Of all names, about so many are looked at. */
const LOOKED_AT = 12;
/** After so many tries of which fewer were better than this share, one of a few is made. */
const [TRIES, SELDOM, EVERY] = [48, 0.2, 8];

/**
 * Chooses how names are taken for numbers: as those of their digits or, where that is far from what a page shows, by
 * a model of all keys.
 */
export class NumbersOfNames {
  readonly #model = new KeyModel();
  /** How often the model was tried, was better, and was not worth a try. */
  #tries = 0;
  #better = 0;
  #skipped = 0;
  /** What was chosen for a page, by folder: it is measured again when others have told something. */
  readonly #chosen = new WeakMap<readonly KeyBytes[], Map<KeyBytes, Numbers>>();
  readonly #learnt = new WeakSet<readonly KeyBytes[]>();

  constructor(private readonly symbols: SeenSymbols) {}

  /**
   * @param names of a folder, ascending, two different ones at least
   * @param sample keys of the page that showed them: the model learns from it where it is needed
   */
  of(folder: KeyBytes, names: readonly KeyBytes[], sample: readonly KeyBytes[]): Numbers {
    if (names.length < ENOUGH_NAMES) {
      return new NameNumbers(names, this.symbols.of(folder), folder);
    }
    let chosen = this.#chosen.get(sample);
    if (chosen === undefined) {
      chosen = new Map();
      this.#chosen.set(sample, chosen);
    }
    const numbers = chosen.get(folder) ?? this.#choose(folder, names, sample);
    chosen.set(folder, numbers);
    return numbers;
  }

  /** For a name that is the only one known of its folder; null where it does not count on. */
  countingOn(folder: KeyBytes, name: KeyBytes): Numbers | null {
    return countingOn(name, this.symbols.of(folder));
  }

  #choose(folder: KeyBytes, names: readonly KeyBytes[], sample: readonly KeyBytes[]): Numbers {
    const digits = new NameNumbers(names, this.symbols.of(folder), folder);
    if (differInDigits(names)) {
      return digits;
    }
    const some = someOf(names);
    const strays = unevenness(digits, some);
    if (strays < EVEN || this.#isSkipped()) {
      return digits;
    }
    if (!this.#learnt.has(sample)) {
      this.#learnt.add(sample);
      this.#model.learn(sample);
    }
    const modelled = new ModelNumbers(this.#model, folder, names);
    this.#tries++;
    const tooFar = BETTER * strays;
    if (unevenness(modelled, some, tooFar) >= tooFar) {
      return digits;
    }
    this.#better++;
    return modelled;
  }

  /** Whether any names are not ASCII. */
  get hasScripts(): boolean {
    return this.symbols.hasScripts;
  }

  /** Whether the model was better often enough for keys to be of words. */
  get areWords(): boolean {
    return this.#better > 0 && this.#better >= SELDOM * this.#tries;
  }

  #isSkipped(): boolean {
    return this.#tries > TRIES && !this.areWords && ++this.#skipped % EVERY !== 0;
  }
}

/** Whether names differ first in a digit: those are counted, not spelt. */
export function differInDigits(names: readonly KeyBytes[]): boolean {
  const [first, last] = [names[0] as KeyBytes, names.at(-1) as KeyBytes];
  const at = commonLength(first, last);
  return [first, last].every((name) => name.length > at && isDigit(name.charCodeAt(at)));
}

function someOf(names: readonly KeyBytes[]): readonly KeyBytes[] {
  const count = Math.min(LOOKED_AT, names.length);
  return Array.from(
    { length: count },
    (_, at) => names[Math.round((at * (names.length - 1)) / (count - 1))] as KeyBytes,
  );
}

/**
 * How far names that should lie at equal distances stray from that, as a share of all that they span.
 *
 * @param tooFar once they stray as far as this, no more of them are looked at
 */
function unevenness(numbers: Numbers, names: readonly KeyBytes[], tooFar = Infinity): number {
  const first = names[0] as KeyBytes;
  const gaps = names.length - 1;
  const whole = numbers.distance(first, names[gaps] as KeyBytes);
  if (!(whole > 0)) {
    return 1;
  }
  let most = 0;
  for (let at = 1; at < gaps && most < tooFar; at++) {
    most = Math.max(most, Math.abs(numbers.distance(first, names[at] as KeyBytes) / whole - at / gaps));
  }
  return most;
}
