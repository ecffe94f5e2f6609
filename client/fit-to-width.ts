/** A colour, or else one character. */
// oxlint-disable-next-line no-control-regex -- the escape character is what starts a colour
const PIECE = /\u001B\[\d{1,2}m|./gsu;

/** Characters that take two columns of a terminal: East Asian wide and full-width ones, and emoji (Unicode UAX #11). */
const WIDE =
  /[\u{1100}-\u{115F}\u{2E80}-\u{303E}\u{3041}-\u{A4CF}\u{AC00}-\u{D7A3}\u{F900}-\u{FAFF}\u{FE30}-\u{FE6F}\u{FF00}-\u{FF60}\u{FFE0}-\u{FFE6}\u{1F300}-\u{1FAFF}\u{20000}-\u{3FFFD}]/u;

/** Combining marks and joiners take none. */
const NARROW = /[\p{Mn}\p{Me}\p{Cf}]/u;

/** Makes one line of a text that takes less than `width` columns of a terminal; what is cut is replaced by `…`. */
export function fitToWidth(text: string, width: number): string {
  const pieces = text.replace(/[\n\t]+/g, ' ').match(PIECE) ?? [];
  const room = Math.max(1, width - 1);
  if (columns(pieces) <= room) {
    return pieces.join('');
  }
  let left = room - 1;
  let full = false;
  const kept = pieces.filter((piece) => {
    // Colours are kept to the end, so that none is left switched on.
    if (isColour(piece)) {
      return true;
    }
    left -= columnsOf(piece);
    full ||= left < 0;
    return !full;
  });
  return `${kept.join('')}…`;
}

function columns(pieces: readonly string[]): number {
  return pieces.reduce((sum, piece) => sum + columnsOf(piece), 0);
}

function columnsOf(piece: string): number {
  if (isColour(piece) || NARROW.test(piece)) {
    return 0;
  }
  return WIDE.test(piece) ? 2 : 1;
}

function isColour(piece: string): boolean {
  return piece.length > 1 && piece.startsWith('\u001B');
}
