/**
 * Compares two keys in UTF-8 byte order, the order of a listing, which is that of code points. JavaScript compares
 * UTF-16 units, which differs where surrogates meet U+E000 to U+FFFF.
 */
export function compareKeys(a: string, b: string): number {
  const common = Math.min(a.length, b.length);
  for (let at = 0; at < common; at++) {
    const [one, two] = [a.charCodeAt(at), b.charCodeAt(at)];
    if (one !== two) {
      const surrogates = Number(isSurrogate(one)) - Number(isSurrogate(two));
      return one >= 0xd800 && two >= 0xd800 && surrogates !== 0 ? surrogates : one - two;
    }
  }
  return a.length - b.length;
}

function isSurrogate(unit: number): boolean {
  return unit >= 0xd800 && unit <= 0xdfff;
}
