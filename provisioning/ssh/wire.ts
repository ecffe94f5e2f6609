import type { Phrase } from '../../presentation/words/phrase';
import { SaidError } from '../../presentation/words/said-error';
import { phrase } from '../../presentation/words/words';

/** Bytes that are not what they should be; never their content. What it says continues a sentence about the key or signature. */
export class MalformedSshData extends SaidError {
  override readonly name = 'MalformedSshData';

  constructor(override readonly said: Phrase) {
    super(said);
  }
}

/** Reads the primitive types of SSH's wire format (RFC 4251, section 5) from the front of some bytes. */
export class SshReader {
  #at = 0;

  constructor(private readonly bytes: Buffer) {}

  /** So many bytes as they are. */
  take(length: number): Buffer {
    if (length > this.bytes.length - this.#at) {
      throw new MalformedSshData(phrase('ssh.cutOff'));
    }
    this.#at += length;
    return this.bytes.subarray(this.#at - length, this.#at);
  }

  uint32(): number {
    return this.take(4).readUInt32BE();
  }

  /** A `string`: its length, then its bytes. */
  string(): Buffer {
    return this.take(this.uint32());
  }

  text(): string {
    return this.string().toString('utf8');
  }

  /** Where more follows, two texts would mean the same: it is refused. */
  end(): void {
    if (this.#at !== this.bytes.length) {
      throw new MalformedSshData(phrase('ssh.tooLong'));
    }
  }
}

/** A `string` of SSH's wire format. */
export function sshString(content: Buffer | string): Buffer {
  const bytes = Buffer.from(content);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(bytes.length);
  return Buffer.concat([length, bytes]);
}

/** Bytes of base64 that is nothing but base64: Node's own decoder skips what it does not know. */
export function strictBase64(text: string): Buffer {
  const bytes = Buffer.from(text, 'base64');
  if (text === '' || bytes.toString('base64') !== text) {
    throw new MalformedSshData(phrase('ssh.notBase64'));
  }
  return bytes;
}
