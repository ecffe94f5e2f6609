import { isIP } from 'node:net';
import type { Secret } from '../../contracts/credentials/secret';
import type { Phrase } from '../../presentation/words/phrase';
import { phrase } from '../../presentation/words/words';

/** The location of a KS3 bucket, and the AccessKey to read it with. */
export interface Ks3Options {
  readonly endpoint: string;
  /** As KS3 names it, for example `BEIJING` or `JR_BEIJING`. */
  readonly region: string;
  readonly bucket: string;
  readonly accessKeyId: string;
  readonly accessKeySecret: Secret;
  readonly sessionToken?: Secret | undefined;
  /** `host/bucket` instead of `bucket.host`; public KS3 refuses it. */
  readonly pathStyle?: boolean | undefined;
  /** PEM of authorities to trust in addition to those that Node knows. */
  readonly caCertificates?: string | undefined;
  /** Connections to keep open; default 64. */
  readonly connections?: number | undefined;
}

/** Says why a bucket cannot be put in front of the endpoint's host, or null. */
export function addressProblem({ endpoint, pathStyle }: Ks3Options): Phrase | null {
  const host = new URL(endpoint).hostname.replace(/^\[|\]$/g, '');
  return pathStyle !== true && isIP(host) !== 0 ? phrase('clouds.pathStyleOnly') : null;
}

/** The destination of requests for the bucket. */
export function bucketUrl({ endpoint, bucket, pathStyle }: Ks3Options): URL {
  const url = new URL(endpoint);
  if (pathStyle === true) {
    url.pathname = `/${bucket}`;
  } else {
    url.hostname = `${bucket}.${url.hostname}`;
  }
  return url;
}
