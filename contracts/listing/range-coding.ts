import type { CodedRange, KeyRange } from './inventory';

/** Sharing fewer bytes does not pay for saying so. */
const WORTH_SHARING = 24;

/**
 * Ranges as a checkpoint holds them: ascending, each key without the beginning that it shares with the key before it.
 * Ranges of long keys with a common prefix take a tenth of the bytes so.
 */
export function codeRanges(ranges: readonly KeyRange[]): CodedRange[] {
  let before = '';
  return ranges.map(({ after, until, keysLeft }) => {
    const afterShares = sharedLength(before, after);
    const untilShares = until === null ? 0 : sharedLength(after, until);
    before = after;
    const guess = keysLeft === undefined ? {} : { keysLeft };
    return afterShares + untilShares < WORTH_SHARING &&
      bytesOf(after.slice(0, afterShares)) + bytesOf((until ?? '').slice(0, untilShares)) < WORTH_SHARING
      ? { after, until, ...guess }
      : {
          after: after.slice(afterShares),
          until: until === null ? null : until.slice(untilShares),
          ...guess,
          shares: [afterShares, untilShares],
        };
  });
}

/**
 * The ranges of a checkpoint with their keys whole.
 *
 * @throws RangeError where a key is to share more than there is
 */
export function decodeRanges(coded: readonly CodedRange[]): KeyRange[] {
  let before = '';
  return coded.map(({ after: rest, until: untilRest, keysLeft, shares = [0, 0] }) => {
    const after = shared(before, shares[0]) + rest;
    const until = untilRest === null ? null : shared(after, shares[1]) + untilRest;
    before = after;
    return { after, until, ...(keysLeft === undefined ? {} : { keysLeft }) };
  });
}

function shared(key: string, length: number): string {
  if (!(Number.isInteger(length) && length >= 0 && length <= key.length)) {
    throw new RangeError('A range of the checkpoint shares more of a key than there is.');
  }
  return key.slice(0, length);
}

/** Bytes that a text takes in JSON, at most. */
function bytesOf(text: string): number {
  let bytes = 0;
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    bytes += unit < 0x20 ? 6 : unit >= 0x80 ? 3 : unit === 0x22 || unit === 0x5c ? 2 : 1;
  }
  return bytes;
}

/** How many characters two keys share from their beginning, no half of one among them. */
function sharedLength(one: string, other: string): number {
  const end = Math.min(one.length, other.length);
  let at = 0;
  while (at < end && one.charCodeAt(at) === other.charCodeAt(at)) {
    at++;
  }
  const last = one.charCodeAt(at - 1);
  return at > 0 && last >= 0xd800 && last <= 0xdbff ? at - 1 : at;
}
