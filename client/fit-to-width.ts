import cliTruncate from 'cli-truncate';

/** Makes one line of a text that takes less than `width` columns of a terminal; what is cut is replaced by `…`. */
export function fitToWidth(text: string, width: number): string {
  return cliTruncate(text.replace(/[\n\t]+/g, ' '), Math.max(1, width - 1));
}
