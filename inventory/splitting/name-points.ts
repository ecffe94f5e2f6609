import { codePointsOf, isAscii, type CodePoints } from '../pages/code-points';
import { fromKeyBytes, type KeyBytes } from '../pages/key-bytes';

const [CONTINUES, CONTINUES_MASK] = [0x80, 0xc0];

/** The characters of a name, or of a part of it: one that is cut at its end is left out. */
export function pointsOf(name: KeyBytes): CodePoints {
  const points: number[] = [];
  for (let at = 0; at < name.length; at++) {
    const byte = name.charCodeAt(at);
    if (!isAscii(byte)) {
      return widePointsOf(name);
    }
    points.push(byte);
  }
  return points;
}

/** The start of the character that a byte belongs to. */
export function characterStart(name: KeyBytes, at: number): number {
  let start = at;
  while (start > 0 && (name.charCodeAt(start) & CONTINUES_MASK) === CONTINUES) {
    start--;
  }
  return start;
}

function widePointsOf(name: KeyBytes): CodePoints {
  const whole = fromKeyBytes(name);
  if (whole !== null) {
    return codePointsOf(whole);
  }
  const cut = fromKeyBytes(name.slice(0, characterStart(name, name.length - 1)));
  return codePointsOf(cut ?? name);
}
