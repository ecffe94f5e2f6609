/** What people export, or forget to export, instead of a text in UTF-8. */
export type OtherKind = 'excel' | 'openDocument' | 'zip' | 'gzip' | 'utf16' | 'pdf';

/** By how a file begins, each byte a character; the first match counts. */
const BEGINNINGS: readonly (readonly [RegExp, OtherKind])[] = [
  [/^\xD0\xCF\x11\xE0/, 'excel'],
  [/^\x1F\x8B/, 'gzip'],
  [/^%PDF-/, 'pdf'],
  [/^(\xFF\xFE|\xFE\xFF|[^\0]\0[^\0]\0|\0[^\0]\0[^\0])/, 'utf16'],
];

/** What a file holds instead of text in UTF-8; null if it may be such a text. */
export function otherKindOf(bytes: Uint8Array): OtherKind | null {
  const content = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  const beginning = content.toString('latin1', 0, 8);
  if (/^PK(\x03\x04|\x05\x06)/.test(beginning)) {
    // The names of the files in an archive are not compressed.
    return content.includes('xl/work')
      ? 'excel'
      : content.includes('application/vnd.oasis.opendocument')
        ? 'openDocument'
        : 'zip';
  }
  return BEGINNINGS.find(([form]) => form.test(beginning))?.[1] ?? null;
}
