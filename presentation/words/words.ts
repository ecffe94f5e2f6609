import { shown, visible } from '../text/foreign-text';
import { english } from './en';
import type { Language } from './language';
import {
  isErrorReport,
  isPhrase,
  type ErrorContext,
  type ErrorReport,
  type Phrase,
  type Said,
  type Say,
  type Translated,
} from './phrase';
import type * as Chinese from './zh';

/** Everything that people read, in one language. */
export type Words = Translated<typeof english>;

/** Messages of errors are English; Chinese is loaded when somebody reads it. */
export function wordsOf(language: Language): Words {
  return language === 'en' ? english : (require('./zh') as typeof Chinese).chinese;
}

type Phrases = typeof english.phrases;
type Area = keyof Phrases;
/** `area.name` of each sentence that can travel as data. */
export type PhraseName = { [A in Area]: `${A}.${keyof Phrases[A] & string}` }[Area];
type WordingOf<Name> = Name extends `${infer A extends Area}.${infer N}`
  ? Phrases[A][N & keyof Phrases[A]]
  : never;
type About<Name> =
  WordingOf<Name> extends (...about: infer P) => string
    ? P extends [infer First, ...unknown[]]
      ? First
      : never
    : never;

type ErrorText = Words['errors'][keyof Words['errors']];

/** Makes a phrase; the compiler knows what each one is about. */
export function phrase<Name extends PhraseName>(
  name: Name,
  ...about: About<Name> extends never ? [] : [about: About<Name>]
): Phrase {
  const [first] = about as [Readonly<Record<string, unknown>>?];
  return first === undefined ? { phrase: name } : { phrase: name, with: first };
}

/** Puts what is said into the words of a language. A phrase that it does not have, from another version, is shown as data. */
export function sayIn(language: Language): Say {
  const words = wordsOf(language);
  const areas = words.phrases as Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  const sayIt: Say = (said) => {
    if (typeof said === 'string') {
      return said;
    }
    if (Array.isArray(said)) {
      return sentences(said.map(sayIt));
    }
    if (isErrorReport(said)) {
      const texts: ErrorText | undefined = Object.hasOwn(words.errors, said.error)
        ? words.errors[said.error as keyof Words['errors']]
        : undefined;
      const toDo = (said.outside === true ? texts?.outside : undefined) ?? texts?.remedy;
      const remedy = said.withoutRemedy === true ? undefined : toDo;
      return sentences([whatHappened(said, language), remedy ?? '', evidence(said.about, language)]);
    }
    return isPhrase(said) ? sayPhrase(said) : JSON.stringify(said);
  };
  const sayPhrase = ({ phrase: id, with: about = {}, text }: Phrase): string => {
    const [area = '', name = ''] = id.split('.');
    const wording = Object.hasOwn(areas, area) ? areas[area]?.[name] : undefined;
    if (typeof wording === 'function') {
      return (wording as (about: unknown, say: Say) => string)(about, sayIt);
    }
    return typeof wording === 'string' ? wording : (text ?? `${id} ${JSON.stringify(about)}`);
  };
  return sayIt;
}

/** The same for one thing that is said. */
export function say(language: Language, said: Said): string {
  return sayIn(language)(said);
}

/** A value with what each of its phrases says beside it as `text`, so that its JSON can be read as it is. */
export function withText<T>(language: Language, value: T): T {
  const sayIt = sayIn(language);
  const readable = (part: unknown): unknown => {
    if (Array.isArray(part)) {
      return part.map(readable);
    }
    if (isPhrase(part)) {
      return { ...part, text: sayIt(part) };
    }
    return typeof part === 'object' && part !== null
      ? Object.fromEntries(Object.entries(part).map(([name, inner]) => [name, readable(inner)]))
      : part;
  };
  return readable(value) as T;
}

/** What happened, to which resource, and what was found. */
export function whatHappened({ error, about }: ErrorReport, language: Language): string {
  const words = wordsOf(language);
  const sayIt = sayIn(language);
  const { happened } = Object.hasOwn(words.errors, error)
    ? words.errors[error as keyof Words['errors']]
    : { happened: `${error}: {resource}` };
  return inARow([
    visible(aboutResource(happened, sayIt(about.resource))),
    visible(sayIt(about.detail ?? '')),
    lines((about.findings ?? []).map(sayIt)),
  ]);
}

/** A sentence with its resource put in: between two Chinese characters stands no space. */
function aboutResource(sentence: string, resource: string): string {
  return sentence.replace(
    /(.?)( ?)\{resource\}( ?)(.?)/su,
    (_, before: string, space: string, other: string, after: string) => {
      const left = isHan(before) && isHan(resource.charAt(0)) ? '' : space;
      const right = isHan(resource.slice(-1)) && isHan(after) ? '' : other;
      return `${before}${left}${resource}${right}${after}`;
    },
  );
}

function isHan(character: string): boolean {
  return /^\p{Script=Han}$/u.test(character);
}

/** The cloud's own words about an error, in parentheses. */
export function evidence({ code, status, requestId }: ErrorContext, language: Language): string {
  const parts = [
    code === undefined ? '' : shown(code, 100),
    status === undefined || status < 100 ? '' : `HTTP ${status}`,
    requestId ? wordsOf(language).tails.requestId(shown(requestId, 100)) : '',
  ].filter((part) => part !== '');
  return parts.length === 0
    ? ''
    : wordsOf(language)
        .terminal.aside('', ...parts)
        .trimStart();
}

/** Sentences one after the other, without those that say nothing; a list among them stands on lines of its own. */
export function sentences(said: readonly string[]): string {
  return inARow(said).trimEnd();
}

/** The same; the line of a list at the end stays ended, so that what follows is not taken for a part of its last item. */
function inARow(said: readonly string[]): string {
  return said
    .filter((sentence) => sentence !== '')
    .reduce((row, sentence) => `${row}${between(row, sentence)}${sentence}`, '')
    .replaceAll(/ ?\n ?/g, '\n');
}

/** What stands between sentences: a full stop as well behind one that has none, as those of the clouds often do. */
function between(row: string, sentence: string): string {
  if (row === '' || row.endsWith('。') || sentence.startsWith('（')) {
    return '';
  }
  const isOpen = /[\p{L}\p{N}]$/u.test(row) && /^[\p{L}\p{N}]/u.test(sentence);
  return isOpen ? (/\p{Script=Han}$/u.test(row) || /^\p{Script=Han}/u.test(sentence) ? '。' : '. ') : ' ';
}

function lines(findings: readonly string[]): string {
  return findings.length === 0 ? '' : `\n${findings.map((one) => `- ${visible(one)}`).join('\n')}\n`;
}
