/** The last characters of ASCII and of Unicode. */
export const [LAST_ASCII, LAST_CHARACTER] = [0x7f, 0x10ffff];

/** A key as Unicode code points, whose order is that of UTF-8 bytes. */
export type CodePoints = readonly number[];

export function codePointsOf(key: string): number[] {
  const points: number[] = [];
  for (let at = 0; at < key.length; at++) {
    const point = key.codePointAt(at) as number;
    points.push(point);
    if (point > 0xffff) {
      at++;
    }
  }
  return points;
}

/** Text of code points; what cannot be written in UTF-8 becomes its next neighbour that can. */
export function textOf(points: CodePoints): string {
  return String.fromCodePoint(...points.map(writable));
}

/** Surrogates are no characters; U+0000 is one that XML-minded stores and proxies stumble over. */
function writable(point: number): number {
  if (point >= 0xd800 && point <= 0xdfff) {
    return 0xe000;
  }
  return Math.min(Math.max(point, 1), LAST_CHARACTER);
}

/** Whether a character, or a byte of one, is ASCII. */
export const isAscii = (unit: number): boolean => unit <= LAST_ASCII;
