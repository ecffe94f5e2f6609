import { createHash, createHmac } from 'node:crypto';
import type { RequestSigner, UnsignedRequest } from '../listing/list-requests';
import type { Ks3Options } from './bucket-address';

/** SHA-256 of nothing: no request here has a body. */
const NO_BODY = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';
const SERVICE = 's3';

type Signer = Pick<Ks3Options, 'accessKeyId' | 'accessKeySecret' | 'sessionToken' | 'region'>;

/**
 * Signs listing requests, and those for the headers of an object, by AWS Signature Version 4. The SDK's signer does it right too, and costs a
 * third of a listing request; `test/clouds/ks3/list-signature.test.ts` holds this one to the same signatures.
 *
 * Source: "Signature Calculations for the Authorization Header", Amazon S3 API reference.
 */
export class ListSigner implements RequestSigner {
  #day = '';
  #key: Buffer = Buffer.alloc(0);

  constructor(private readonly options: Signer) {}

  /**
   * @param at the store's time
   * @returns all headers to send
   */
  headers({ method, host, path, query }: UnsignedRequest, at: Date): Record<string, string> {
    const { accessKeyId, sessionToken } = this.options;
    const time = at.toISOString().replace(/[-:]|\.\d{3}/g, '');
    const scope = `${time.slice(0, 8)}/${this.options.region}/${SERVICE}/aws4_request`;
    const headers: Record<string, string> = {
      host,
      'x-amz-content-sha256': NO_BODY,
      'x-amz-date': time,
      ...(sessionToken === undefined ? {} : { 'x-amz-security-token': sessionToken.reveal() }),
    };
    const names = Object.keys(headers).join(';');
    const lines = Object.entries(headers).map(([name, value]) => `${name}:${value}\n`);
    const canonical = `${method}\n${path}\n${query}\n${lines.join('')}\n${names}\n${NO_BODY}`;
    const toSign = `AWS4-HMAC-SHA256\n${time}\n${scope}\n${createHash('sha256').update(canonical).digest('hex')}`;
    const signature = createHmac('sha256', this.#signingKey(time.slice(0, 8)))
      .update(toSign)
      .digest('hex');
    headers['authorization'] =
      `AWS4-HMAC-SHA256 Credential=${accessKeyId}/${scope}, SignedHeaders=${names}, Signature=${signature}`;
    return headers;
  }

  /** The key of a day; it stays the same until the next. */
  #signingKey(day: string): Buffer {
    if (this.#day !== day) {
      const secret = `AWS4${this.options.accessKeySecret.reveal()}`;
      const parts = [day, this.options.region, SERVICE, 'aws4_request'];
      this.#key = parts.reduce<Buffer>(
        (key, part) => createHmac('sha256', key).update(part).digest(),
        Buffer.from(secret),
      );
      this.#day = day;
    }
    return this.#key;
  }
}
