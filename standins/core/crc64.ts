/** Of CRC-64/ECMA-182 as the clouds write it: reflected, both ends inverted. */
const POLYNOMIAL = 0xc96c5795d7870f42n;
const ALL_ONES = 0xffffffffffffffffn;

const TABLE = BigUint64Array.from({ length: 256 }, (_, byte) => {
  let crc = BigInt(byte);
  for (let bit = 0; bit < 8; bit++) {
    crc = (crc & 1n) === 1n ? (crc >> 1n) ^ POLYNOMIAL : crc >> 1n;
  }
  return crc;
});

/** The CRC-64 of some bytes as a decimal number. Slow: for small objects. */
export function crc64(bytes: Uint8Array): string {
  let crc = ALL_ONES;
  for (const byte of bytes) {
    crc = (crc >> 8n) ^ (TABLE[Number((crc ^ BigInt(byte)) & 0xffn)] as bigint);
  }
  return String(crc ^ ALL_ONES);
}

/** Larger objects have no CRC-64 here. */
export const MAX_CRC64_BYTES = 2 ** 20;
