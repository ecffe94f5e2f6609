/** Parts of a sentence one after the other: with a space between a Chinese and another character, without one between two Chinese ones. */
export function spaced(...parts: readonly string[]): string {
  return parts.reduce((row, part) => `${row}${needsSpace(row, part) ? ' ' : ''}${part}`);
}

function needsSpace(row: string, part: string): boolean {
  const [before, after] = [/\p{Script=Han}$/u.test(row), /^\p{Script=Han}/u.test(part)];
  return before ? /^[\p{L}\p{N}\p{Ps}"`]/u.test(part) && !after : after && /[\p{L}\p{N}"`]$/u.test(row);
}

/** Names that come as one text with commas between them. */
export function listed(names: string): string {
  return names.replaceAll(', ', '、');
}
