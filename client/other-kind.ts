/** What people export, or forget to export, instead of a text in UTF-8. */
export type OtherKind = 'excel' | 'openDocument' | 'zip' | 'gzip' | 'utf16' | 'pdf';

/** How a file begins, in hexadecimal digits; the first match counts. */
const BEGINNINGS: readonly (readonly [RegExp, OtherKind])[] = [
  [/^504b(0304|0506)/, 'zip'],
  [/^d0cf11e0/, 'excel'],
  [/^1f8b/, 'gzip'],
  [/^255044462d/, 'pdf'],
  // With a byte order mark, or every other byte of ASCII is zero.
  [/^(fffe|feff|[2-7].00[2-7].00|00[2-7].00[2-7].)/, 'utf16'],
];

/** What a file holds instead of text in UTF-8; null if it may be such a text. */
export function otherKindOf(bytes: Uint8Array): OtherKind | null {
  const content = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  const beginning = content.toString('hex', 0, 8);
  const kind = BEGINNINGS.find(([form]) => form.test(beginning))?.[1] ?? null;
  if (kind !== 'zip') {
    return kind;
  }
  // The names of the files in an archive are not compressed.
  if (content.includes('xl/work')) {
    return 'excel';
  }
  return content.includes('application/vnd.oasis.opendocument') ? 'openDocument' : 'zip';
}
