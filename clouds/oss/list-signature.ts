import type { AlibabaIdentity } from '../alibaba/identity';
import { ossV4Headers, ossV4Key } from '../alibaba/oss-v4-signature';
import { escapeQuery } from '../http/escape-query';
import type { RequestSigner, UnsignedRequest } from '../listing/list-requests';

interface Signer extends AlibabaIdentity {
  /** For example `cn-beijing`. */
  readonly region: string;
  readonly bucket: string;
}

/** Signs listing requests, and those for the headers of an object, by OSS Signature Version 4. */
export class OssListSigner implements RequestSigner {
  readonly #signer: Signer;
  readonly #path: string;
  #day = -1;
  #key: Buffer = Buffer.alloc(0);

  constructor(signer: Signer) {
    this.#signer = signer;
    this.#path = `/${escapeQuery(signer.bucket)}/`;
  }

  headers({ method, host, key, query }: UnsignedRequest, at: Date): Record<string, string> {
    const request = { method, path: this.#path + key, query };
    return { host, ...ossV4Headers(request, this.#signer, this.#signer.region, at, this.#keyOf(at)) };
  }

  /** The key of a day; it stays the same until the next. */
  #keyOf(at: Date): Buffer {
    const day = Math.floor(at.getTime() / 86_400_000);
    if (this.#day !== day) {
      this.#key = ossV4Key(this.#signer, this.#signer.region, at);
      this.#day = day;
    }
    return this.#key;
  }
}
