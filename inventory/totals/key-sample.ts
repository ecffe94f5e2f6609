import { jsonBytes } from '../pages/json-bytes';

/** Bytes of JSON in which a key is shown; enough to find it, few enough to keep checkpoints small. */
const SHOWN_BYTES = 160;

/** A key to show to people: cut if it is long, with an ellipsis. */
export function shortened(page: Buffer, start: number, end: number): string {
  let cut = Math.min(end, start + SHOWN_BYTES);
  let bytes = jsonBytes(page.toString('latin1', start, cut));
  if (cut === end && bytes <= SHOWN_BYTES) {
    return page.toString('utf8', start, end);
  }
  while (bytes > SHOWN_BYTES) {
    cut--;
    bytes -= jsonBytes(page.toString('latin1', cut, cut + 1));
  }
  while (cut > start && ((page[cut] as number) & 0xc0) === 0x80) {
    cut--;
  }
  return `${page.toString('utf8', start, cut)}…`;
}
