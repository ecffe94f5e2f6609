/** Bytes of a key that are shown; enough to find it, few enough to keep checkpoints small. */
const SHOWN_BYTES = 160;

/** A key to show to people: cut where it is long, with an ellipsis. */
export function shortened(page: Buffer, start: number, end: number): string {
  if (end - start <= SHOWN_BYTES) {
    return page.toString('utf8', start, end);
  }
  let cut = start + SHOWN_BYTES;
  while (cut > start && ((page[cut] as number) & 0xc0) === 0x80) {
    cut--;
  }
  return `${page.toString('utf8', start, cut)}…`;
}
