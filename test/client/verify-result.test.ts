import { say } from '../../presentation/words/words';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { generateIdentity, identityToRecipient } from 'age-encryption';
import { signedResult } from '../../provisioning/result/sign-result';
import { sealSecrets } from '../../provisioning/sealing/sealing';
import { Attestor, type About } from '../../provisioning/trust/attestor';
import { WorkerKeys } from '../../provisioning/trust/worker-keys';
import {
  NOT_VERIFIED,
  verifyInventory,
  verifyResult,
  verifyVerification,
} from '../../client/runs/verify-result';
import type { SealedRotation } from '../../contracts/credentials/credential-lifecycle';
import type { PreparedResult } from '../../contracts/runs/result';
import type { VerificationResult } from '../../contracts/migration/verification';
import { makeWorkerKey } from '../../configuration/trust/worker-keys';
import { KEYS } from '../provisioning/preparation';
import { AUDIT } from '../presentation/report/audit';
import { PREPARED, REJECTED } from '../presentation/report/results';
import { WORKER_KEY } from '../rig/worker-key';
import type { PreparationStatus } from '../../contracts/runs/status';
import { FakePreparations, RUNNING, type Look } from './fake-preparations';
import { run } from './run-command';

const KNOWN = [WORKER_KEY.publicKey];
const { signature: _unsigned, ...result } = PREPARED;
const SIGNED = signedResult(result, KEYS) as PreparedResult;
const STRANGER = makeWorkerKey();
const byStranger = signedResult(
  result,
  new WorkerKeys({ keys: [STRANGER], publicKeys: [] }),
) as PreparedResult;
const { run: RUN } = PREPARED;

/** What somebody can answer in a worker's place. */
const FORGED: [string, object, string][] = [
  ['without a signature', result, 'It has no signature of a worker'],
  [
    'with half of one',
    { ...SIGNED, signature: { publicKey: WORKER_KEY.publicKey } },
    'It has no signature of a worker',
  ],
  ['of another key', byStranger, 'not among the configured public keys'],
  [
    'of another key that calls itself ours',
    { ...byStranger, signature: { ...byStranger.signature, publicKey: WORKER_KEY.publicKey } },
    'signature does not match its content',
  ],
  [
    'with another bucket',
    { ...SIGNED, destination: { ...SIGNED.destination, bucket: 'x' } },
    'does not match its content',
  ],
  [
    'with other credentials',
    { ...SIGNED, sealedCredentials: { password: 'theirs' } },
    'does not match its content',
  ],
  ['with something left out', { ...SIGNED, warnings: undefined }, 'does not match its content'],
  ['with something added', { ...SIGNED, more: 'x' }, 'does not match its content'],
  ['of another run', signedResult({ ...result, run: { ...RUN, runId: 'run-0' } }, KEYS), 'for another run'],
  ['of a preparation that names none', signedResult({ ...result, run: undefined }, KEYS), 'for another run'],
];

describe('the signature of a result', () => {
  it('is verified, also after it has been through a history', () => {
    const stored = JSON.parse(JSON.stringify(SIGNED)) as object;
    expect(verifyResult(stored, RUN, KNOWN)).toBe('verified');
    expect(verifyResult(stored, null, [STRANGER.publicKey, ...KNOWN])).toBe('verified');
  });

  it('does not cover what the workflow alone recorded', () => {
    expect(verifyResult({ ...SIGNED, audit: AUDIT }, RUN, KNOWN)).toBe('verified');
    expect(verifyResult({ ...SIGNED, decisions: [] }, RUN, KNOWN)).toBe('verified');
  });

  it('is said not to be verified where no key is known', () => {
    expect(verifyResult(SIGNED, RUN, [])).toBe('not verified');
    expect(verifyResult(result, RUN, [])).toBe('not verified');
  });

  it.each(FORGED)('is refused %s', (_, forged, why) => {
    expect(() => verifyResult(JSON.parse(JSON.stringify(forged)) as object, RUN, KNOWN)).toThrow(why);
  });
});

function ended(ending: unknown, publicKeys: readonly string[] = KNOWN): FakePreparations {
  const preparations = new FakePreparations();
  preparations.looks = [{ state: 'completed' }];
  preparations.ending = ending;
  preparations.publicKeys = publicKeys;
  return preparations;
}

let folder: string;
let identity: string;
let openable: PreparedResult;
const at = (name: string) => join(folder, name);

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'prep-verify-'));
  const key = await generateIdentity();
  identity = at('identity.txt');
  await writeFile(identity, `${key}\n`, { mode: 0o600 });
  const sealed = await sealSecrets({ accessKeyId: 'LTAInew', accessKeySecret: 's3cret' }, [
    await identityToRecipient(key),
  ]);
  const sealedCredentials = { password: null, accessKey: sealed, sourceAccessKey: null };
  openable = signedResult({ ...result, sealedCredentials }, KEYS) as PreparedResult;
});
afterAll(() => rm(folder, { recursive: true }));

/** Commands that act on a result. */
const COMMANDS: [string, () => string[]][] = [
  ['report', () => ['report', 'photos']],
  ['open', () => ['open', 'photos', '--identity', identity]],
  ['revoke', () => ['revoke', 'photos']],
  ['rotate', () => ['rotate', 'photos']],
];

describe.each(COMMANDS)('prep %s', (_, argv) => {
  it('takes a result that a worker signed, and says nothing about it', async () => {
    const ran = await run(argv(), { preparations: ended(openable) });
    expect(ran).toMatchObject({ exitCode: 0, error: '' });
  });

  it('says on standard error that it could not verify one, where no key is known', async () => {
    const ran = await run(argv(), { preparations: ended(openable, []) });
    expect(ran.exitCode).toBe(0);
    expect(ran.error).toContain(say('en', NOT_VERIFIED));
    expect(ran.out).not.toContain(say('en', NOT_VERIFIED));
  });
});

/** The same result for another user, unsigned. */
const theirs = () => ended({ ...openable, account: { ...openable.account, userName: 'mgw-theirs' } });

it.each(COMMANDS.slice(0, 2))('prep %s shows nothing of a result that none signed', async (_, argv) => {
  const ran = await run(argv(), { preparations: theirs() });
  expect(ran).toMatchObject({ exitCode: 1, out: '' });
  expect(ran.error).toContain('was not signed by a worker of this configuration');
  expect(ran.error).not.toMatch(/mgw-theirs|s3cret/);
  const json = await run([...argv(), '--json'], { preparations: theirs() });
  expect([json.exitCode, json.json().error.type]).toEqual([1, 'ResultNotAuthentic']);
});

// A forged result must not keep anybody from revoking credentials: the bucket identifies them.
it.each(COMMANDS.slice(2))('prep %s says so, and takes no name from it', async (_, argv) => {
  const preparations = theirs();
  const ran = await run(argv(), { preparations });
  expect(ran.error).toContain('was not signed by a worker of this configuration');
  expect(preparations.started).toMatchObject([{ input: { ramUser: { name: 'mgw-photos' } } }]);
});

/** What may be under the ID of a preparation instead of one: an ended run with another result, or a run of another kind. */
const INSTEAD: [string, () => FakePreparations][] = [
  ['that ended with nothing', () => ended(null)],
  ['that ended with anything', () => ended({ objects: 3 })],
  ['of another type', () => looking({ type: 'theirs' })],
  ['that answers nothing', () => looking({ status: null as unknown as PreparationStatus })],
  ['that answers anything', () => looking({ status: {} as PreparationStatus })],
];
const looking = (look: Look) => Object.assign(ended(null), { looks: [look] });

describe.each(INSTEAD)('under a run %s', (_, preparationsOf) => {
  it.each(COMMANDS.slice(2))('prep %s says so, and goes by the bucket', async (__, argv) => {
    const preparations = preparationsOf();
    const ran = await run(argv(), { preparations });
    expect(ran.error).not.toContain('unexpectedly');
    expect(ran.error).not.toBe('');
    expect(preparations.started).toMatchObject([{ input: { ramUser: { name: 'mgw-photos' } } }]);
  });
});

it.each(['report', 'status', 'watch'])('prep %s refuses a forged rejection too', async (command) => {
  const ran = await run([command, 'photos'], { preparations: ended(REJECTED) });
  expect(ran).toMatchObject({ exitCode: 1, out: '' });
});

describe('prep open, with a result in a file', () => {
  const open = (file: string, keys?: string) =>
    run(
      ['open', '--result', at(file), '--identity', identity],
      keys === undefined ? {} : { env: { PREP_TRUST_PUBLIC_KEYS: keys } },
    );

  it('opens one that is signed, refuses a forged one, and warns where it cannot tell', async () => {
    await writeFile(at('signed.json'), JSON.stringify(openable));
    await writeFile(at('forged.json'), JSON.stringify({ ...openable, summary: 'theirs' }));

    const signed = await open('signed.json', WORKER_KEY.publicKey);
    expect(signed).toMatchObject({ exitCode: 0, error: '', out: expect.stringContaining('s3cret') });
    const forged = await open('forged.json', WORKER_KEY.publicKey);
    expect(forged).toMatchObject({ exitCode: 1, out: '' });
    expect(forged.error).toContain('This result was not signed by a worker');
    const untold = await open('signed.json');
    expect(untold).toMatchObject({ exitCode: 0, error: expect.stringContaining(say('en', NOT_VERIFIED)) });
  });
});

describe('the sealed key of a rotation that waits', () => {
  const waits = { ...RUNNING, workflowId: 'rotate/mgw-photos' };
  const run1 = { workflowId: 'rotate/mgw-photos', runId: 'run-1' };

  function rotating(of = run1, forge: (sealed: SealedRotation) => SealedRotation = (sealed) => sealed) {
    const preparations = new FakePreparations();
    const phase = { name: 'waiting', for: 'x', until: '', nextAction: null, person: true } as const;
    preparations.looks = [{ status: { ...waits, phase } }];
    preparations.publicKeys = KNOWN;
    const { sealedCredentials } = openable;
    const account = { accountId: '1', userName: 'mgw-photos', accessKeyId: 'LTAInew' };
    preparations.rotation = forge(
      signedResult({ key: 'oss', account, sealedCredentials, run: of } as const, KEYS),
    );
    return preparations;
  }
  const opening = () => ['open', '--id', 'rotate/mgw-photos', '--identity', identity];

  it('is opened where a worker signed it for this run', async () => {
    const ran = await run(opening(), { preparations: rotating() });
    expect(ran).toMatchObject({ exitCode: 0, error: '', out: expect.stringContaining('s3cret') });
  });

  it.each([
    ['of another run', rotatingOf({ ...run1, runId: 'run-0' })],
    [
      'made up',
      () => rotating(run1, (sealed) => ({ ...sealed, account: { ...sealed.account, userName: 'x' } })),
    ],
  ])('is refused where it is %s', async (_, preparations) => {
    expect(await run(opening(), { preparations: preparations() })).toMatchObject({ exitCode: 1, out: '' });
  });

  function rotatingOf(of: typeof run1) {
    return () => rotating(of);
  }
});

describe('an inventory', () => {
  const about = {
    profile: 'default',
    bucket: 'photos',
    prefix: 'a/',
    endpoint: 'https://ks3',
    region: 'BEIJING',
  };
  const genuine = { ...new Attestor(KEYS).attest('inventory', about, PREPARED.inventory), about };
  const source = { bucket: 'photos', prefix: 'a/' };
  const since = new Date(PREPARED.inventory.finishedAt);

  it('counts where a worker signed it for this source, or nobody here can tell', () => {
    expect(verifyInventory(genuine, { source }, since, KNOWN)).toBe('verified');
    expect(verifyInventory(genuine, { source }, since, [])).toBe('not verified');
  });

  it.each<[string, object, object]>([
    ['with other totals', { ...genuine, value: { ...PREPARED.inventory, finishedAt: 'x' } }, source],
    ['of another endpoint', { ...genuine, about: { ...about, endpoint: 'https://evil' } }, source],
    ['of another bucket', genuine, { bucket: 'other', prefix: 'a/' }],
    ['of another prefix', genuine, { bucket: 'photos', prefix: '' }],
    ['of another account', genuine, { ...source, profile: 'shared' }],
    ['of another service', genuine, { ...source, endpoint: 'https://other' }],
    [
      'that is attested as something else',
      { ...new Attestor(KEYS).attest('preflight', about, 1), about },
      source,
    ],
    ['without a signature', { value: PREPARED.inventory }, source],
  ])('is refused %s', (_, inventory, asked) => {
    const input = { source: asked as typeof source };
    const check = () => verifyInventory(inventory as typeof genuine, input, since, KNOWN);
    expect(check).toThrow(/was not signed by a worker of this configuration/);
  });

  it('is refused if it had ended before the run began that is to have counted it', () => {
    const later = new Date(since.getTime() + 3_600_000);
    expect(() => verifyInventory(genuine, { source }, later, KNOWN)).toThrow('before this run');
  });

  it('is not shown by prep inventory where somebody made it up', async () => {
    const preparations = new FakePreparations();
    preparations.publicKeys = KNOWN;
    preparations.looks = [{ state: 'completed' }];
    preparations.ending = { ...genuine, value: { ...PREPARED.inventory, finishedAt: 'x' } };
    const ran = await run(['inventory', '--bucket', 'photos', '--prefix', 'a/'], { preparations });
    expect(ran).toMatchObject({ exitCode: 1, out: '' });
  });
});

describe('a verification', () => {
  const source = {
    profile: 'default',
    bucket: 'photos',
    prefix: '',
    endpoint: 'https://ks3',
    region: 'BEIJING',
  };
  const scope = { sourcePrefix: '', destinationPrefix: '', ignoreAfter: null, ignoreMarkers: false };
  const about = { source, destination: { bucket: 'photos-oss', region: 'cn-beijing' }, scope };
  const value = { identical: true, startedAt: '2026-05-03T09:00:00.000Z' } as VerificationResult;
  const signed = (of: About) => ({ ...new Attestor(KEYS).attest('verification', of, value), about: of });
  const input = { source: { bucket: 'photos' } };
  const since = new Date(value.startedAt);

  it.each<[string, object]>([
    ['as the worker fills it in', input],
    ['that says it all', { source, destination: about.destination, ignoreMarkers: false }],
  ])('counts where a worker compared what was asked, %s', (_, asked) => {
    expect(verifyVerification(signed(about), asked as typeof input, since, KNOWN)).toBe('verified');
  });

  it.each<[string, About, object]>([
    [
      'with objects left out',
      { ...about, scope: { ...scope, ignoreAfter: '1990-01-01T00:00:00.000Z' } },
      input,
    ],
    ['without markers', { ...about, scope: { ...scope, ignoreMarkers: true } }, input],
    ['of another folder', { ...about, scope: { ...scope, destinationPrefix: 'copy/' } }, input],
    ['of keys and sizes alone', about, { ...input, deep: '100%' }],
    ['of another destination', about, { ...input, destination: { bucket: 'other' } }],
    ['in another region', about, { ...input, destination: { region: 'cn-shanghai' } }],
    ['of another account', about, { source: { bucket: 'photos', profile: 'shared' } }],
  ])('is refused %s', (_, compared, asked) => {
    expect(() => verifyVerification(signed(compared), asked as typeof input, since, KNOWN)).toThrow(
      'something else than what was asked',
    );
  });

  it('is refused if it began before the run that is to have compared', () => {
    const later = new Date(since.getTime() + 3_600_000);
    expect(() => verifyVerification(signed(about), input, later, KNOWN)).toThrow('before this run');
  });
});
