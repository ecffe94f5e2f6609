import { createHash, generateKeyPairSync, sign } from 'node:crypto';
import { parsePublicKeyLine } from '../../provisioning/ssh/public-key';
import { sshString } from '../../provisioning/ssh/wire';
import {
  SIGNATURE_NAMESPACE,
  statementText,
  type DecisionStatement,
} from '../../contracts/approval/decision-statement';
import type { ApproverKey } from '../../contracts/settings';

const TYPE = 'ssh-ed25519';

/** Somebody with an SSH key, who signs as `ssh-keygen -Y sign` does; not every machine has that program. */
export class SshSigner {
  readonly #keys = generateKeyPairSync('ed25519');

  /** The serialised public key. */
  get #blob(): Buffer {
    const { x = '' } = this.#keys.publicKey.export({ format: 'jwk' });
    return Buffer.concat([sshString(TYPE), sshString(Buffer.from(x, 'base64url'))]);
  }

  /** As in a `.pub` file. */
  get line(): string {
    return `${TYPE} ${this.#blob.toString('base64')}`;
  }

  get fingerprint(): string {
    return parsePublicKeyLine(this.line).fingerprint;
  }

  /** As the configuration of a worker has it. */
  keyOf(approver: string): ApproverKey {
    return { approver, publicKey: this.line, fingerprint: this.fingerprint };
  }

  /** @returns a signature without armor */
  sign(text: string, namespace = SIGNATURE_NAMESPACE): string {
    const head = [sshString(namespace), sshString(''), sshString('sha512')];
    const hashed = createHash('sha512').update(text).digest();
    const signed = Buffer.concat([Buffer.from('SSHSIG'), ...head, sshString(hashed)]);
    const signature = Buffer.concat([sshString(TYPE), sshString(sign(null, signed, this.#keys.privateKey))]);
    return Buffer.concat([
      Buffer.from('SSHSIG\0\0\0\u0001'),
      sshString(this.#blob),
      ...head,
      sshString(signature),
    ]).toString('base64');
  }

  /** The message that decides: the statement with a signature over it. */
  decide(statement: DecisionStatement) {
    const { runId, planDigest, decision, approver, comment, signedAt } = statement;
    const signature = this.sign(statementText(statement));
    return { decision, approver, comment, planDigest, runId, signedAt, signature };
  }
}
