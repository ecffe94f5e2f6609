import fc from 'fast-check';
import { Attestor, type About, type AttestedKind } from '../../../provisioning/trust/attestor';
import { SignatureChecks, WorkerKeys } from '../../../provisioning/trust/worker-keys';
import type { Attested } from '../../../contracts/approval/attested';
import { rejection } from '../../clouds/alibaba/rejection';
import { makeWorkerKey } from '../../../configuration/trust/worker-keys';
import { WORKER_KEY } from '../../rig/worker-key';
import { KEYS, RUN } from '../preparation';

const attestor = new Attestor(KEYS);
const kinds: AttestedKind[] = [
  'plan',
  'approval',
  'access-key',
  'source-key',
  'checks',
  'receipts',
  'delivery',
];
const VALUE = { accessKeyId: 'LTAI1', checks: [{ name: 'a', outcome: 'ok' }], at: null };

/** The error of a read that must fail. */
async function refusal(kind: AttestedKind, about: About, attested: unknown, by = attestor): Promise<string> {
  return (await rejection((async () => by.read(kind, about, attested as Attested<unknown>))())).type;
}

describe('what a worker attests', () => {
  it('is read as it was, also after it has been through a history', () => {
    fc.assert(
      fc.property(fc.constantFrom(...kinds), fc.jsonValue(), (kind, value) => {
        const attested = attestor.attest(kind, RUN, value);
        const stored = JSON.parse(JSON.stringify(attested)) as typeof attested;
        expect(attestor.read(kind, { ...RUN }, stored)).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
  });

  it('may have fields that are not set: a history leaves them out', () => {
    const attested = attestor.attest('plan', { ...RUN, part: undefined }, { ...VALUE, from: undefined });
    const stored = JSON.parse(JSON.stringify(attested)) as typeof attested;
    expect(attestor.read('plan', RUN, stored)).toEqual(VALUE);
  });

  it('is nothing of another kind', async () => {
    for (const one of kinds) {
      for (const other of kinds.filter((kind) => kind !== one)) {
        expect(await refusal(other, RUN, attestor.attest(one, RUN, VALUE))).toBe('NotAuthentic');
      }
    }
  });

  it('is about just what it was made for', async () => {
    const attested = attestor.attest('access-key', RUN, VALUE);
    for (const about of [
      {},
      { workflowId: RUN.workflowId },
      { ...RUN, runId: 'run-2' },
      { ...RUN, workflowId: 'prepare/videos' },
      { ...RUN, part: 'access' },
      { workflowId: RUN.runId, runId: RUN.workflowId },
    ]) {
      expect(await refusal('access-key', about, attested)).toBe('NotAuthentic');
    }
  });

  it('is not what somebody changed, made up, or signed with another key', async () => {
    const attested = attestor.attest('access-key', RUN, VALUE);
    const { signature } = attested;
    const theirs = new Attestor(new WorkerKeys({ keys: [makeWorkerKey()], publicKeys: [] }));
    const forged = theirs.attest('access-key', RUN, VALUE);
    for (const given of [
      { value: { ...VALUE, accessKeyId: 'LTAI2' }, signature },
      { value: { ...VALUE, more: 1 }, signature },
      { value: VALUE },
      { value: VALUE, signature: null },
      { value: VALUE, signature: {} },
      { value: VALUE, signature: { ...signature, value: '' } },
      { value: VALUE, signature: { ...signature, value: signature.value.slice(0, -2) } },
      { value: VALUE, signature: { publicKey: 7, value: signature.value } },
      { value: VALUE, signature: { ...signature, publicKey: forged.signature.publicKey } },
      { value: VALUE, signature: { ...forged.signature, publicKey: signature.publicKey } },
      forged,
      VALUE,
      null,
      undefined,
      'prep-pub-',
      [],
    ]) {
      expect(await refusal('access-key', RUN, given)).toBe('NotAuthentic');
    }
  });
});

describe('the keys of workers', () => {
  it('sign with the first, and check with each', async () => {
    const next = makeWorkerKey();
    const rotated = new Attestor(new WorkerKeys({ keys: [next, WORKER_KEY], publicKeys: [] }));
    expect(rotated.read('plan', RUN, attestor.attest('plan', RUN, VALUE))).toEqual(VALUE);
    expect(rotated.attest('plan', RUN, VALUE).signature.publicKey).toBe(next.publicKey);
    expect(await refusal('plan', RUN, rotated.attest('plan', RUN, VALUE))).toBe('NotAuthentic');
    const dropped = new Attestor(new WorkerKeys({ keys: [next], publicKeys: [] }));
    expect(await refusal('plan', RUN, attestor.attest('plan', RUN, VALUE), dropped)).toBe('NotAuthentic');
  });

  it('may be known by their public halves alone', () => {
    const checks = new SignatureChecks([WORKER_KEY.publicKey, 'not a key']);
    const signature = KEYS.sign('text');
    expect(checks.holds('text', signature)).toBe(true);
    expect(checks.holds('texts', signature)).toBe(false);
    expect(checks.holds('text', { ...signature, publicKey: makeWorkerKey().publicKey })).toBe(false);
    expect(new SignatureChecks([]).holds('text', signature)).toBe(false);
  });

  it('make authenticators of 128 bits, which signatures are not', () => {
    const authenticator = KEYS.authenticator('text');
    expect(authenticator).toMatch(/^[A-Za-z0-9_-]{22}$/);
    expect(KEYS.authentic('text', authenticator)).toBe(true);
    expect(KEYS.authentic('texts', authenticator)).toBe(false);
    expect(KEYS.authentic('text', `${authenticator}=`)).toBe(false);
    expect(KEYS.authentic('text', '')).toBe(false);
    expect(KEYS.authentic('text', KEYS.sign('text').value.slice(0, 22))).toBe(false);
  });

  it('make nothing where there is none', () => {
    const none = new WorkerKeys({ keys: [], publicKeys: [WORKER_KEY.publicKey] });
    expect(() => none.sign('text')).toThrow('A worker has a key');
    expect(() => none.authenticator('text')).toThrow('A worker has a key');
    expect(none.signed('text', KEYS.sign('text'))).toBe(true);
    expect(none.authentic('text', KEYS.authenticator('text'))).toBe(false);
  });
});
