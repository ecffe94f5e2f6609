import type { ObjectChecksums } from '../../contracts/listing/listing';

const MD5_ETAG = /^"?([0-9a-f]{32})"?$/i;
const DECIMAL = /^\d{1,20}$/;

/** What the headers of an object have in common in both clouds. */
export function checksumsIn(
  headers: Readonly<Record<string, string>>,
  md5: string | null,
  crc64: string | undefined,
): ObjectChecksums {
  return {
    size: Number(headers['content-length'] ?? Number.NaN),
    md5,
    etag: md5Form(headers['etag']),
    crc64: crc64 !== undefined && DECIMAL.test(crc64) ? BigInt(crc64).toString() : null,
  };
}

/** An ETag that has the form of an MD5, in lower case. */
export function md5Form(etag: string | undefined): string | null {
  return MD5_ETAG.exec(etag ?? '')?.[1]?.toLowerCase() ?? null;
}
