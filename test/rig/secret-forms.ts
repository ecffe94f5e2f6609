/** A way in which a secret can be written, and how many bytes of it in a row give it away. */
export interface Form {
  readonly form: string;
  readonly text: Buffer;
  readonly piece: number;
}

/** Twelve bytes of a secret; fewer are useless, and might occur by chance. */
export const PIECE = 12;
const PIECE_IN_HEX = 2 * PIECE;
const PIECE_IN_BASE64 = (4 * PIECE) / 3;

/** Every form in which a secret may have leaked. Forms that do not differ from an earlier one are harmless. */
export function formsOf(value: string | Uint8Array): Form[] {
  const bytes = Buffer.from(value as Uint8Array);
  const hex = bytes.toString('hex');
  return [
    { form: 'plain', text: bytes, piece: PIECE },
    ...(typeof value === 'string' ? escapedForms(value) : []),
    ...[hex, hex.toUpperCase()].map((text) => form('hex', text, PIECE_IN_HEX)),
    ...[0, 1, 2].flatMap((shift) =>
      (['base64', 'base64url'] as const).map((encoding) =>
        form(encoding, base64Within(bytes, shift, encoding), PIECE_IN_BASE64),
      ),
    ),
  ];
}

/** What documents, URLs and logs make of a text. */
function escapedForms(value: string): Form[] {
  const json = JSON.stringify(value).slice(1, -1);
  const url = encodeURIComponent(value);
  // Go's JSON, which the Temporal server writes its log in, escapes these too.
  const goJson = json.replace(/[<>&]/g, (sign) => `\\u00${sign.charCodeAt(0).toString(16)}`);
  const html = value
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
  return [
    form('JSON', json),
    form('JSON', goJson),
    form('JSON in JSON', JSON.stringify(json).slice(1, -1)),
    form('HTML', html),
    form('URL', url),
    form('URL', url.toLowerCase()),
    form('URL in URL', encodeURIComponent(url)),
    form('form', new URLSearchParams({ s: value }).toString().slice(2)),
  ];
}

function form(name: string, text: string, piece = PIECE): Form {
  return { form: name, text: Buffer.from(text), piece };
}

/** The base64 of a secret that begins `shift` bytes into a group of three, without what its neighbours change. */
function base64Within(secret: Buffer, shift: number, encoding: 'base64' | 'base64url'): string {
  const shifted = Buffer.concat([Buffer.alloc(shift), secret]);
  const whole = shifted.subarray(0, shifted.length - (shifted.length % 3));
  return whole.toString(encoding).slice(shift === 0 ? 0 : 4);
}
