import { hidesSomething } from './foreign-text';

/** A text as one word of a shell; what cannot be seen is escaped as bash, zsh and ksh read it: `$'a\u200B'`. */
export function shellWord(text: string): string {
  if (hidesSomething(text)) {
    return `$'${Array.from(text, inDollarQuotes).join('')}'`;
  }
  return /^[\w./:@-]+$/.test(text) ? text : `'${text.replaceAll("'", String.raw`'\''`)}'`;
}

/** A path as one word of a shell, which no command takes for an option. */
export function pathWord(path: string): string {
  return shellWord(path.startsWith('-') ? `./${path}` : path);
}

function inDollarQuotes(character: string): string {
  if (hidesSomething(character)) {
    return `\\U${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(8, '0')}`;
  }
  return character === '\\' || character === "'" ? `\\${character}` : character;
}
