import type { Phrase } from '../../presentation/words/phrase';
import { quoted } from '../../presentation/text/foreign-text';
import { phrase } from '../../presentation/words/words';

/** KS3 bucket names: 3 to 63 of a-z, 0-9 and `-`, not starting with `kss` (docs.ksyun.com/documents/2286); older ones hold dots. */
const KS3_BUCKET = /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/;

/** OSS bucket names: 3 to 63 of a-z, 0-9 and `-`, with a letter or digit at both ends (OSS PutBucket). */
const OSS_BUCKET = /^[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$/;

/** Characters of a wrong name that are shown: a few more than a right one has. */
const MAX_SHOWN = 80;

/** Why a text cannot be the name of a KS3 bucket; null if it can. */
export function ks3BucketProblem(name: string): Phrase | null {
  if (!KS3_BUCKET.test(name)) {
    return phrase('input.ks3BucketName', { name: quoted(name, MAX_SHOWN) });
  }
  return name.startsWith('kss') ? phrase('input.ks3BucketKss', { name }) : null;
}

/** Why a text cannot be the name of an OSS bucket; null if it can. */
export function ossBucketProblem(name: string): Phrase | null {
  return OSS_BUCKET.test(name) ? null : phrase('input.ossBucketName', { name: quoted(name, MAX_SHOWN) });
}
