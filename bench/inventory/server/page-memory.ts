/** Bytes, and the view that writes four of them at once. */
export interface PageMemory {
  readonly bytes: Buffer;
  readonly view: DataView;
}

/** New memory that begins with an ASCII text. */
export function memoryWith(text: string | Buffer): PageMemory {
  const bytes = Buffer.allocUnsafeSlow(text.length);
  bytes.set(typeof text === 'string' ? Buffer.from(text, 'latin1') : text);
  return { bytes, view: new DataView(bytes.buffer, bytes.byteOffset, bytes.length) };
}
