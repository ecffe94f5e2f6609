import { sign, verify } from 'node:crypto';
import {
  resultPublicKey,
  resultSigningKey,
  resultVerificationKey,
} from '../../../provisioning/trust/result-key';
import { Secret } from '../../../contracts/credentials/secret';
import { makeWorkerKey } from '../../../configuration/trust/worker-keys';

const MESSAGE = Buffer.from('a result');

describe('the result key of a worker key', () => {
  it('signs what its public key verifies, and that of another worker key does not', () => {
    const [own, other] = [makeWorkerKey(), makeWorkerKey()];
    const signature = sign(null, MESSAGE, resultSigningKey(own.secret));

    expect(verify(null, MESSAGE, resultVerificationKey(own.publicKey)!, signature)).toBe(true);
    expect(verify(null, MESSAGE, resultVerificationKey(other.publicKey)!, signature)).toBe(false);
  });

  it('is the same in every process and every version: results stay verifiable', () => {
    const secret = new Secret(Buffer.alloc(32, 7).toString('base64'));

    expect(resultPublicKey(secret)).toBe('prep-pub-w_-goTOj0-JaEQ_W6ez7i2MNLDfKV9WXvUQh3IbqVO0');
  });

  it('has a public key of 32 bytes in base64url', () => {
    const { publicKey } = makeWorkerKey();
    const { x } = resultVerificationKey(publicKey)!.export({ format: 'jwk' });

    expect(publicKey).toMatch(/^prep-pub-[\w-]{43}$/);
    expect(publicKey).toBe(`prep-pub-${x}`);
  });
});

it.each(['', 'prep-pub-', 'prep-pub-AAAA', `prep-pub-${'A'.repeat(42)}B`, `prep-pub-${'A'.repeat(43)}=`])(
  'no key is made of %j',
  (text) => {
    expect(resultVerificationKey(text)).toBeNull();
  },
);
