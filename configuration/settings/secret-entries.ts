/**
 * The entries of a secret that is a list: one a line, or separated by commas, as a variable holds them on one line. What
 * follows `#` is a comment.
 */
export function secretEntries(text: string): string[] {
  return text
    .split('\n')
    .flatMap((line) => line.replace(/#.*/, '').split(/[\s,]+/))
    .filter((entry) => entry !== '');
}
