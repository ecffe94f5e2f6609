/** Bytes of a text in UTF-8. */
export function byteLength(text: string): number {
  return new TextEncoder().encode(text).length;
}

/**
 * Renders a text with an ever lower limit until it takes no more than so many bytes: escapes and Chinese characters make
 * the bytes of so many characters differ several times over.
 *
 * @param limit in characters, at first
 */
export function within(bytes: number, limit: number, render: (limit: number) => string): string {
  let left = limit;
  let text = render(left);
  while (byteLength(text) > bytes && left > 1) {
    left = Math.max(1, Math.floor(left * 0.8));
    text = render(left);
  }
  return text;
}

/** As many whole lines as fit into so many bytes: no row of a table and no entry of a list is broken. */
export function wholeLines(text: string, bytes: number): string {
  const kept: string[] = [];
  let left = bytes;
  for (const line of text.split('\n')) {
    left -= byteLength(line) + 1;
    if (left < 0) {
      break;
    }
    kept.push(line);
  }
  return kept.join('\n').trimEnd();
}
