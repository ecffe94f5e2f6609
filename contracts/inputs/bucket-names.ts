import type { Phrase } from '../../presentation/words/phrase';
import { quoted } from '../../presentation/text/foreign-text';
import { phrase } from '../../presentation/words/words';

/** KS3 bucket names: 3 to 63 of a-z, 0-9 and `-`, not starting with `kss` (docs.ksyun.com/documents/2286); older ones hold dots. */
const KS3_BUCKET = /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/;

/** OSS bucket names: 3 to 63 of a-z, 0-9 and `-`, with a letter or digit at both ends (OSS PutBucket). */
const OSS_BUCKET = /^[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$/;

/** Why a text cannot be the name of a KS3 bucket; null if it can. It quotes one sign at most: a secret may be in the wrong place. */
export function ks3BucketProblem(name: string): Phrase | null {
  if (!KS3_BUCKET.test(name)) {
    return phrase('input.ks3BucketName', { odd: oddIn(name, /[^a-z0-9.-]/u) });
  }
  return name.startsWith('kss') ? phrase('input.ks3BucketKss') : null;
}

/** The same for an OSS bucket. */
export function ossBucketProblem(name: string): Phrase | null {
  return OSS_BUCKET.test(name) ? null : phrase('input.ossBucketName', { odd: oddIn(name, /[^a-z0-9-]/u) });
}

/** The first sign that no name has, with its code point if it may look like another one; null if there is none. */
function oddIn(name: string, sign: RegExp): string | null {
  const [odd] = sign.exec(name) ?? [];
  const code = odd?.codePointAt(0) ?? 0;
  if (odd === undefined || code < 0x80) {
    return odd === undefined ? null : quoted(odd);
  }
  return `${quoted(odd)} (U+${code.toString(16).toUpperCase().padStart(4, '0')})`;
}
