import { shown, visible } from './foreign-text';

/** Longer values are cut in a code span. */
const MAX_CODE = 2000;

/** What makes emphasis, code, links, images, cells of a table or HTML of a text. */
const MARKUP = /[\\`*[~|]|(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu;

/** What makes a heading, a quote, a list, a rule or an underlined heading of a text, where a line begins with it. */
const OF_BLOCKS = /^(?:[#>+=-]|\d+(?=[.)](?:\s|$)))/;

/** What readers of Markdown make a link or a mention of, without any markup. */
const LINKED = /@|:\/\/|www\./i;

/** What readers of Markdown set as typography, so that a copy of it is another text: options, and digits around a slash. */
const TYPESET = /^["'(]*--\w|\d\/\d/;

/** What our sentences mark as code; `\` and `|` do not fit into a code span. */
const MARKED = /`([^`\\|]+)`/;
/** JSON in them, of two levels. */
const JSON_TEXT = /\{ ?"[^{}`\\|]*(?:\{[^{}`\\|]*\}[^{}`\\|]*)*\}/;
/** A command of ours up to its last option. */
const COMMAND =
  /npx prep(?: [\w./:@-]+){1,4}?(?: --(?:(?:now|wait|json|again|all|force|fix|direct|totals|no-verify|until-input)(?![\w-])|[a-z-]+ (?:'[^'`\\|]*'|"[^"`\\|]*"|[^\s`\\|]*[^\s`\\|.,;:)，。；：）])))+/;
const CODE = new RegExp([MARKED, JSON_TEXT, COMMAND].map(({ source }) => source).join('|'), 'g');

/** What ends a word: space, markup that code cannot hold, and the punctuation of Chinese, which has no space beside it. */
const BETWEEN_WORDS = /([\s\\|`，。、；：！？（）“”《》]+)/;

/**
 * A sentence as Markdown that shows just that sentence: names and comments come from people and clouds, and must not
 * become markup. What is to be copied becomes code, since readers give everything else other quotes and dashes; addresses, too,
 * since nothing else keeps readers from making links of them.
 */
export function plain(sentence: string): string {
  const text = visible(sentence).trim();
  const parts: string[] = [];
  let from = 0;
  for (const found of text.matchAll(CODE)) {
    parts.push(inWords(text.slice(from, found.index)), codeSpan(found[1] ?? found[0]));
    from = found.index + found[0].length;
  }
  return [...parts, inWords(text.slice(from))].join('').replace(OF_BLOCKS, beginning);
}

function inWords(text: string): string {
  return text
    .split(BETWEEN_WORDS)
    .map((word) => (LINKED.test(word) || TYPESET.test(word) ? codeOf(word) : literal(word)))
    .join('');
}

/** A code span of any text, nothing for none: its fence is longer than every run of backticks in it (CommonMark 6.1). */
export function code(text: string): string {
  return codeSpan(shown(text, MAX_CODE));
}

/** A code span of a command of ours, whole and as it is: its words have escaped what cannot be seen (`shellWord`). */
export function commandSpan(command: string): string {
  return codeSpan(command);
}

function codeSpan(line: string): string {
  if (line === '') {
    return '';
  }
  const runs = line.match(/`+/g) ?? [];
  const fence = '`'.repeat(Math.max(0, ...runs.map(({ length }) => length)) + 1);
  const space = line.startsWith('`') || line.endsWith('`') ? ' ' : '';
  return `${fence}${space}${line}${space}${fence}`;
}

/** Quotes and brackets around what is code are the sentence's. */
function codeOf(word: string): string {
  return word.replace(/^(["'(]*)(.*?)(["'),;:.]*)$/, (_, before: string, linked: string, after: string) =>
    linked === '' ? literal(word) : `${literal(before)}\`${linked}\`${literal(after)}`,
  );
}

function literal(word: string): string {
  return word
    .replace(/&(?=#|\w)/g, '&amp;')
    .replace(MARKUP, String.raw`\$&`)
    .replaceAll('<', '&lt;');
}

function beginning(sign: string): string {
  return /\d/.test(sign) ? `${sign}\\` : `\\${sign}`;
}
