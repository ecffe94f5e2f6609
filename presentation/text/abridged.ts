/** A text of at most so many characters; one that was longer ends in `…`. */
export function abridged(text: string, maxCharacters: number): string {
  return text.length <= maxCharacters
    ? text
    : // Half of a surrogate pair would be no text.
      `${text.slice(0, maxCharacters - 1).replace(/[\uD800-\uDBFF]$/, '')}…`;
}
