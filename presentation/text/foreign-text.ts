/**
 * How text that people, clouds or files wrote is shown: on one line, with everything that cannot be seen, steers a
 * terminal or turns the direction of what follows written as `\u{…}`, the code point in hexadecimal digits.
 *
 * - `quoted`, `named` and `shown` take a value before it becomes part of a sentence of ours. They escape the backslash
 *   too, so that two different texts never look the same.
 * - `visible`, `oneLine` and `visibleLines` take a whole sentence, such as a line of a plan or a message of an error, where it is
 *   put out. They leave what was escaped before as it is.
 */

/** Characters of what is shown of one text, unless a caller says otherwise. */
const MAX_SHOWN = 500;

/** More marks than that on one letter run into the lines around it. */
const MAX_MARKS = 4;

/**
 * Controls, formats (direction, joiners, tags), surrogates without their pair, private-use and unassigned characters,
 * separators of lines and paragraphs, what fonts draw nothing for (selectors of variants, fillers, the blank of
 * Braille), and every space but the ordinary one.
 */
const HIDDEN = /[\p{C}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\p{Variation_Selector}\u{2800}]|[^\S ]/u;
const EVERY_HIDDEN = new RegExp(HIDDEN.source, 'gu');

const MARK = /\p{M}/u;
const ENCLOSING = /\p{Me}/u;
const CARRIES_MARKS = /[\p{L}\p{N}\p{M}]/u;

/** A word that cannot be taken for a part of the sentence around it. */
const WORD = /^[\p{L}\p{N}](?:[\p{L}\p{M}\p{N}._@/+=~:-]*[\p{L}\p{M}\p{N}_/+=~-])?$/u;

/** Whether a text holds something that cannot be seen or that acts on what is around it. */
export function hidesSomething(text: string): boolean {
  return HIDDEN.test(text);
}

/** A text on one line, with visible escapes, of at most `max` characters; what is cut off is replaced by `…`. */
export function shown(text: string, max = MAX_SHOWN): string {
  const { kept, whole } = escaped(text, max, false);
  return whole ? kept : `${kept}…`;
}

/** The same in double quotes. The `…` of what is cut off stands behind them, and so is never taken for the text's own. */
export function quoted(text: string, max = MAX_SHOWN): string {
  const { kept, whole } = escaped(text, max - 2, true);
  return whole ? `"${kept}"` : `"${kept}"…`;
}

/** A name in a sentence: as it is where it is a single plain word, else quoted. */
export function named(text: string, max = MAX_SHOWN): string {
  return WORD.test(text) && shown(text, max) === text ? text : quoted(text, max);
}

/** A sentence on one line, with visible escapes for what its parts brought along. */
export function visible(sentence: string): string {
  return sentence.replace(EVERY_HIDDEN, escapeOf);
}

/** The same for a message of ours that has several lines, as one line. */
export function oneLine(message: string): string {
  // A pattern of white space around line ends would take the square of the time for much of it.
  const lines = message.split('\n').map((line) => line.trim());
  return visible(lines.filter((line) => line !== '').join(' '));
}

/** The same for text whose line ends are ours. */
export function visibleLines(text: string): string {
  return text.replace(EVERY_HIDDEN, (character) => (character === '\n' ? character : escapeOf(character)));
}

/** A message from elsewhere that may have lines of its own: none of them looks like one of ours. */
export function paragraph(message: string): string {
  return visibleLines(message).replace(/\n(?=.)/g, '\n  ');
}

/** JSON that means the same to a program, and shows everything to people: `\u202e` for what cannot be seen. */
export function visibleJson(value: unknown, indent?: number): string {
  const json = JSON.stringify(value, null, indent) ?? 'null';
  return json.replace(EVERY_HIDDEN, (character) =>
    character === '\n' ? character : character.replace(/[^]/g, inJson),
  );
}

interface Escaped {
  readonly kept: string;
  /** Whether nothing was cut off. */
  readonly whole: boolean;
}

function escaped(text: string, max: number, inQuotes: boolean): Escaped {
  let all = '';
  /** As much as fits beside the `…`. */
  let fitting = '';
  let previous = '';
  let marks = 0;
  let left = text.length;
  for (const character of text) {
    left -= character.length;
    marks = MARK.test(character) ? marks + 1 : 0;
    const plain = isPlain(character, previous) && marks <= MAX_MARKS && !(character === ' ' && left === 0);
    const piece = plain ? ownForm(character, inQuotes) : escapeOf(character);
    all += piece;
    if (all.length > max) {
      return { kept: fitting, whole: false };
    }
    fitting = all.length < max ? all : fitting;
    previous = plain ? character : '';
  }
  return { kept: all, whole: true };
}

/** Whether a character behind another one is seen as what it is. */
function isPlain(character: string, previous: string): boolean {
  if (character < '\u0080') {
    return character === ' ' ? previous !== '' && previous !== ' ' : !HIDDEN.test(character);
  }
  if (HIDDEN.test(character) || ENCLOSING.test(character)) {
    return false;
  }
  if (MARK.test(character) && !CARRIES_MARKS.test(previous)) {
    return false;
  }
  // The same letter written in another way: as letter and accent, or with a second code point of its own.
  const pair = previous + character;
  return pair.normalize('NFC') === pair;
}

function ownForm(character: string, inQuotes: boolean): string {
  return character === '\\' || (inQuotes && character === '"') ? `\\${character}` : character;
}

function escapeOf(character: string): string {
  return `\\u{${(character.codePointAt(0) ?? 0).toString(16).toUpperCase()}}`;
}

function inJson(unit: string): string {
  return `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
