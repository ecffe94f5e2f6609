import { z } from 'zod';
import { hidesSomething, quoted } from '../presentation/text/foreign-text';

/** Letters that may stand beside Latin ones in one name: those of Chinese, Japanese and Korean. */
const BESIDE_LATIN =
  /[\p{Script=Latin}\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Bopomofo}\p{Script=Common}\p{Script=Inherited}]/u;

/** Letters, digits and their marks, the space, the punctuation of ASCII, and what stands between parts of names. */
const OF_NAMES = /[\p{L}\p{M}\p{N} !-/:-@[-`{-~’·・]/u;

const LENGTH = { error: 'must have 1 to 128 characters' };

/**
 * The name of a person, as inputs, messages and the configuration give it: two names that look the same are the same,
 * or one of them is refused.
 */
export const personName = z
  .string()
  .max(128, LENGTH)
  .transform((name) => name.replace(/^ +| +$/g, '').normalize('NFC'))
  .pipe(
    z
      .string()
      .min(1, LENGTH)
      .superRefine((name, context) => {
        const message = nameProblem(name);
        if (message !== null) {
          context.addIssue({ code: 'custom', message });
        }
      }),
  );

/** What is wrong with a name, in words that continue a sentence about it; null where nothing is. */
function nameProblem(name: string): string | null {
  const characters = Array.from(name);
  const at = (index: number) =>
    `${quoted(characters[index] ?? '')} (character ${index + 1} of ${quoted(name)})`;
  const hidden = characters.findIndex(hidesSomething);
  if (hidden >= 0) {
    return `holds ${at(hidden)}, which cannot be seen; names are of letters, digits and punctuation`;
  }
  const strange = characters.findIndex((one) => !OF_NAMES.test(one));
  if (strange >= 0) {
    return `holds ${at(strange)}, which names do not have; they are of letters, digits and punctuation`;
  }
  if (/ {2}/.test(name)) {
    return `holds several spaces in a row: ${quoted(name)}`;
  }
  if (!/[\p{L}\p{N}]/u.test(name)) {
    return `holds no letter and no digit: ${quoted(name)}`;
  }
  const mark = characters.findIndex(
    (one, index) => /\p{M}/u.test(one) && !/[\p{L}\p{M}]/u.test(characters[index - 1] ?? ''),
  );
  if (mark >= 0) {
    return `holds ${at(mark)}, a mark that stands on no letter`;
  }
  return mixedScripts(name);
}

/** A letter of another alphabet among Latin ones is there to be taken for a Latin one: `а` for `a`. */
function mixedScripts(name: string): string | null {
  const characters = Array.from(name.normalize('NFKC'));
  const mixed = (first: RegExp, other: (character: string) => boolean) =>
    characters.some((one) => first.test(one)) ? characters.find(other) : undefined;
  const stranger =
    mixed(/\p{Script=Latin}/u, (one) => !BESIDE_LATIN.test(one) || (/\p{N}/u.test(one) && !/\d/.test(one))) ??
    mixed(/\p{Script=Cyrillic}/u, (one) => /\p{Script=Greek}/u.test(one));
  return stranger === undefined
    ? null
    : `mixes alphabets: ${quoted(stranger)} (U+${codePoint(stranger)}) in ${quoted(name)} is of another one than the letters around it`;
}

function codePoint(character: string): string {
  return (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
}

/** Capital letters of Cyrillic and Greek that look like Latin ones. */
const LOOK_ALIKES: ReadonlyMap<string, string> = new Map(
  Array.from('АВЕКМНОРСТУХІЈЅԚԜҮΑΒΕΖΗΙΚΜΝΟΡΤΥΧ').map((letter, at) => [
    letter,
    'ABEKMHOPCTYXIJSQWYABEZHIKMNOPTYX'.charAt(at),
  ]),
);

/**
 * The same for names that only differ in case, width, the spaces around them, or letters of another alphabet that look
 * alike: these make nobody somebody else.
 */
export function personKey(name: string): string {
  const capitals = name.normalize('NFKC').trim().toLowerCase().toUpperCase().normalize('NFKC');
  return Array.from(capitals.replaceAll('’', "'"), (letter) => LOOK_ALIKES.get(letter) ?? letter).join('');
}
