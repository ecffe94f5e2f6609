import { z } from 'zod';
import { hidesSomething } from '../../presentation/text/foreign-text';
import type { Phrase } from '../../presentation/words/phrase';
import { phrase } from '../../presentation/words/words';
import { refused, unless } from '../inputs/input-problems';

/** Letters that may stand beside Latin ones in one name: those of Chinese, Japanese and Korean. */
const BESIDE_LATIN =
  /[\p{Script=Latin}\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Bopomofo}\p{Script=Common}\p{Script=Inherited}]/u;

/** Letters, digits and their marks, the space, the punctuation of ASCII, and what stands between parts of names. */
const OF_NAMES = /[\p{L}\p{M}\p{N} !-/:-@[-`{-~’·・]/u;

/** What examples show instead of a name, in either language: pasted unchanged, it names nobody. */
const PLACEHOLDERS = [
  'YOUR-NAME',
  'YOUR_NAME',
  'YOUR NAME',
  'YOURNAME',
  'NAME',
  '姓名',
  '您的姓名',
  '你的姓名',
];

const LENGTH = refused(phrase('input.nameLength'));

/**
 * The name of a person, as inputs, messages and the configuration give it: two names that look the same are the same,
 * or one of them is refused.
 */
export const personName = () =>
  z
    .string()
    .refine((name) => name.length <= 128, LENGTH)
    .transform((name) => name.replace(/^ +| +$/g, '').normalize('NFC'))
    .pipe(
      z
        .string()
        .refine((name) => name !== '', { ...LENGTH, abort: true })
        .superRefine(unless(nameProblem)),
    );

/** What is wrong with a name, or null. */
function nameProblem(name: string): Phrase | null {
  const characters = Array.from(name);
  const at = (index: number) =>
    phrase('input.characterAt', { character: characters[index] ?? '', place: index + 1, name });
  const hidden = characters.findIndex(hidesSomething);
  if (hidden >= 0) {
    return phrase('input.nameHidden', { at: at(hidden) });
  }
  const strange = characters.findIndex((one) => !OF_NAMES.test(one));
  if (strange >= 0) {
    return phrase('input.nameStrange', { at: at(strange) });
  }
  if (/ {2}/.test(name)) {
    return phrase('input.nameSpaces', { name });
  }
  if (!/[\p{L}\p{N}]/u.test(name)) {
    return phrase('input.nameLetters', { name });
  }
  if (PLACEHOLDERS.includes(personKey(name).replace(/^<(.*)>$/, '$1'))) {
    return phrase('input.namePlaceholder', { name });
  }
  const mark = characters.findIndex(
    (one, index) => /\p{M}/u.test(one) && !/[\p{L}\p{M}]/u.test(characters[index - 1] ?? ''),
  );
  if (mark >= 0) {
    return phrase('input.nameMark', { at: at(mark) });
  }
  return mixedScripts(name);
}

/** A letter of another alphabet among Latin ones is there to be taken for a Latin one: `а` for `a`. */
function mixedScripts(name: string): Phrase | null {
  const characters = Array.from(name.normalize('NFKC'));
  const mixed = (first: RegExp, other: (character: string) => boolean) =>
    characters.some((one) => first.test(one)) ? characters.find(other) : undefined;
  const stranger =
    mixed(/\p{Script=Latin}/u, (one) => !BESIDE_LATIN.test(one) || (/\p{N}/u.test(one) && !/\d/.test(one))) ??
    mixed(/\p{Script=Cyrillic}/u, (one) => /\p{Script=Greek}/u.test(one));
  return stranger === undefined
    ? null
    : phrase('input.nameAlphabets', { letter: stranger, code: codePoint(stranger), name });
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
