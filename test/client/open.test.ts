import { chmod, mkdtemp, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { generateIdentity, identityToRecipient } from 'age-encryption';
import { sealSecrets } from '../../provisioning/sealing/sealing';
import type { PreparedResult } from '../../contracts/runs/result';
import { PREPARED, REJECTED } from '../presentation/report/results';
import { FakePreparations, PARKED, RUNNING, WAITING } from './fake-preparations';
import { parseCodecTokens } from '../../configuration/settings/codec-tokens';
import { parsePayloadKeys } from '../../configuration/encryption/payload-keys';
import { parseWorkerKeys } from '../../configuration/trust/worker-keys';
import { run } from './run-command';

let folder: string;
let identity: string;
let sealed: PreparedResult;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'prep-open-'));
  identity = await generateIdentity();
  const recipients = [await identityToRecipient(identity)];
  const password = {
    userPrincipalName: 'mgw-photos@1.onaliyun.com',
    password: 'p4ss!word',
    signInUrl: 'https://signin',
  };
  const accessKey = { accessKeyId: 'LTAInew', accessKeySecret: 's3cret' };
  sealed = {
    ...PREPARED,
    sealedCredentials: {
      password: await sealSecrets(password, recipients),
      accessKey: await sealSecrets(accessKey, recipients),
      sourceAccessKey: null,
    },
  };
  await writeFile(at('result.json'), JSON.stringify(sealed));
  await writeFile(at('identity.txt'), `# a comment\n\n${identity}\n`, { mode: 0o600 });
});
afterAll(() => rm(folder, { recursive: true }));

const at = (name: string): string => join(folder, name);

const CREDENTIALS = {
  cloud: 'Alibaba Cloud',
  accountId: '1234567890123456',
  userName: 'mgw-photos',
  signInName: 'mgw-photos@1.onaliyun.com',
  signInLink: 'https://signin',
  password: 'p4ss!word',
  accessKeyId: 'LTAInew',
  accessKeySecret: 's3cret',
  sourceAccessKeyId: null,
  sourceAccessKeySecret: null,
  confirmationCode: null,
};

/** Stopped by what can be fixed outside. */
const RETRIED = {
  ...PARKED,
  phase: {
    name: 'action required' as const,
    step: 'bucket',
    problem: { type: 'OssAccessDenied' as const, effect: 'parked' as const, message: 'OSS denies it.' },
  },
};

function opening(...more: string[]): string[] {
  return ['open', '--result', at('result.json'), '--identity', at('identity.txt'), ...more];
}

describe('prep open', () => {
  it('opens the credentials of a finished run with the identity of the recipient', async () => {
    const preparations = new FakePreparations();
    preparations.looks = [{ state: 'completed' }];
    preparations.ending = sealed;
    const ran = await run(['open', 'photos', '--identity', at('identity.txt'), '--json'], { preparations });
    expect(ran.json()).toEqual(CREDENTIALS);
  });

  it.each([
    [RUNNING, 'Follow it: npx prep watch photos', 'npx prep watch photos'],
    [
      WAITING,
      'It waits for an approval: npx prep approve photos --approver YOUR-NAME',
      'npx prep approve photos',
    ],
    [PARKED, 'which npx prep status photos shows. Then: npx prep cancel photos', 'npx prep cancel photos'],
    [RETRIED, 'which npx prep status photos shows. Then: npx prep retry photos', 'npx prep retry photos'],
  ])('names the next step of a run that has not ended (%#)', async (status, next, command) => {
    const opened = async (...more: string[]) => {
      const preparations = new FakePreparations();
      preparations.looks = [{ state: 'running', status }];
      return run(['open', 'photos', '--identity', at('identity.txt'), ...more], { preparations });
    };
    expect(await opened()).toMatchObject({ exitCode: 1, error: expect.stringContaining(next) });
    expect((await opened('--lang', 'zh', '--json')).json().error).toMatchObject({
      type: 'NoResult',
      message: expect.stringContaining(command),
    });
  });

  it('opens a saved result without any server', async () => {
    const ran = await run(opening());
    expect(ran.exitCode).toBe(0);
    expect(ran.out).toMatch(/Password +p4ss!word\nAccessKey ID +LTAInew\nAccessKey secret +s3cret\n$/);
  });

  it('opens the dedicated AccessKey of the source too', async () => {
    const sourceAccessKey = await sealSecrets(
      { kind: 'source-access-key', accessKeyId: 'AKLTnew', accessKeySecret: 'k3s3cret' },
      [await identityToRecipient(identity)],
    );
    const sealedCredentials = { ...sealed.sealedCredentials, sourceAccessKey };
    await writeFile(at('source.json'), JSON.stringify({ ...sealed, sealedCredentials }));
    const ran = await run(['open', '--result', at('source.json'), '--identity', at('identity.txt')]);
    expect(ran.out).toMatch(/KS3 AccessKey ID +AKLTnew\nKS3 AccessKey secret +k3s3cret\n$/);
  });

  it('takes the identity from standard input', async () => {
    const ran = await run(['open', '--result', at('result.json'), '--identity', '-', '--json'], {
      stdin: identity,
    });
    expect(ran.json()).toEqual(CREDENTIALS);
  });

  it('leaves out what was not asked for', async () => {
    const { password } = sealed.sealedCredentials;
    const account = { ...sealed.account, accessKeyId: null };
    await writeFile(
      at('logon.json'),
      JSON.stringify({
        ...sealed,
        account,
        sealedCredentials: { password, accessKey: null, sourceAccessKey: null },
      }),
    );
    const ran = await run(['open', '--result', at('logon.json'), '--identity', at('identity.txt')]);
    expect(ran.out).toContain('p4ss!word');
    expect(ran.out).not.toContain('AccessKey');
  });

  it('says of a folder that it is one, and nobody makes it useless for it', async () => {
    const ran = await run(['open', 'photos', '--identity', folder]);
    expect(ran).toMatchObject({
      exitCode: 1,
      error: `prep: The identity file ${folder} cannot be read: it is a folder.\n`,
    });
  });

  it('writes a new file that only its owner can read, and prints no secret', async () => {
    const ran = await run(opening('--out', at('credentials.txt')));
    expect(ran.out).toContain('0600');
    expect(ran.out).not.toMatch(/p4ss!word|s3cret/);
    expect((await stat(at('credentials.txt'))).mode & 0o777).toBe(0o600);
    expect(await readFile(at('credentials.txt'), 'utf8')).toContain('s3cret');
  });

  it('writes JSON to the file with --json', async () => {
    const ran = await run(opening('--out', at('credentials.json'), '--json'));
    expect(ran.json()).toEqual({ file: at('credentials.json'), mode: '0600', userName: 'mgw-photos' });
    expect(JSON.parse(await readFile(at('credentials.json'), 'utf8'))).toEqual(CREDENTIALS);
  });

  it('does not write over a file, or through a link, unless forced; then the file is private too', async () => {
    await writeFile(at('there.txt'), 'keep me', { mode: 0o644 });
    await symlink(at('there.txt'), at('link.txt'));
    for (const name of ['there.txt', 'link.txt']) {
      const ran = await run(opening('--out', at(name)));
      expect(ran).toMatchObject({
        exitCode: 1,
        error: expect.stringContaining('already exists and was left unchanged'),
      });
    }
    await run(opening('--out', at('link.txt'), '--force'));
    expect(await readFile(at('there.txt'), 'utf8')).toBe('keep me');
    await run(opening('--out', at('there.txt'), '--force'));
    expect((await stat(at('there.txt'))).mode & 0o777).toBe(0o600);
    expect(await readFile(at('there.txt'), 'utf8')).toContain('s3cret');
  });

  it.each([0o640, 0o604, 0o620])(
    'refuses an identity file of mode %o, with the command that cures it',
    async (mode) => {
      const file = at(`identity-${mode}.txt`);
      await writeFile(file, `${identity}\n`);
      await chmod(file, mode);
      const ran = await run(['open', '--result', at('result.json'), '--identity', file]);
      expect(ran).toMatchObject({ exitCode: 1, error: expect.stringContaining(`chmod 600 ${file}`) });
    },
  );

  it.each([
    ['is another recipient’s', async () => `${await generateIdentity()}\n`, 'None of the identities'],
    ['is empty', async () => '# nothing\n', 'holds no age identity'],
    ['holds something else', async () => 'password: hunter2\n', 'are not age identities'],
    ['is damaged', async () => `${identity.slice(0, -3)}\n`, 'is not an age identity'],
  ])('says so where the identity %s, without quoting it', async (_, text, why) => {
    const stdin = await text();
    const ran = await run(['open', '--result', at('result.json'), '--identity', '-', '--json'], { stdin });
    expect(ran.exitCode).toBe(1);
    expect(ran.json().error.message).toContain(why);
    expect(ran.out + ran.error).not.toContain(stdin.trim());
  });

  it('opens with whichever of several identities fits', async () => {
    const stdin = `${await generateIdentity()}\n${identity}\n`;
    const ran = await run(['open', '--result', at('result.json'), '--identity', '-', '--json'], { stdin });
    expect(ran.json()).toEqual(CREDENTIALS);
  });

  it('says where there are no credentials', async () => {
    await writeFile(at('rejected.json'), JSON.stringify(REJECTED));
    const ran = await run(['open', '--result', at('rejected.json'), '--identity', at('identity.txt')]);
    expect(ran).toMatchObject({ exitCode: 4, error: expect.stringContaining('No credentials were issued') });
  });

  it.each([
    ['{}', 'is not the result of a preparation'],
    ['not JSON', 'is not JSON: line 1, column 1'],
    ['null', 'is not the result of a preparation'],
    ['{ "outcome": "prepared" }', 'is not the result of a preparation'],
  ])('refuses %s as a result', async (text, why) => {
    await writeFile(at('odd.json'), text);
    const ran = await run(['open', '--result', at('odd.json'), '--identity', at('identity.txt')]);
    expect(ran).toMatchObject({
      exitCode: 2,
      error: expect.stringContaining(why),
    });
  });

  it('says which file cannot be read', async () => {
    const noResult = await run(['open', '--result', at('none'), '--identity', at('identity.txt')]);
    expect(noResult).toMatchObject({
      exitCode: 2,
      error: expect.stringContaining('cannot be read: there is no such file'),
    });
    const noIdentity = await run(['open', '--result', at('result.json'), '--identity', at('none')]);
    expect(noIdentity).toMatchObject({
      exitCode: 1,
      error: expect.stringContaining('cannot be read: there is no such file'),
    });
  });

  it('takes the run or the file, not both', async () => {
    expect((await run([...opening(), 'photos'])).exitCode).toBe(2);
  });
});

describe('prep keygen', () => {
  it('makes an identity that opens what is sealed to its recipient, readable by its owner only', async () => {
    const ran = await run(['keygen', '--out', at('new.txt'), '--json']);
    const { recipient } = ran.json() as { recipient: string };
    expect((await stat(at('new.txt'))).mode & 0o777).toBe(0o600);
    const accessKey = await sealSecrets({ accessKeyId: 'LTAInew', accessKeySecret: 'for the new one' }, [
      recipient,
    ]);
    await writeFile(
      at('new.json'),
      JSON.stringify({ ...sealed, sealedCredentials: { password: null, accessKey, sourceAccessKey: null } }),
    );
    const opened = await run(['open', '--result', at('new.json'), '--identity', at('new.txt'), '--json']);
    expect(opened.json().accessKeySecret).toBe('for the new one');
  });

  it('never replaces an identity, and never prints one', async () => {
    const first = await run(['keygen', '--out', at('kept.txt')]);
    const before = await readFile(at('kept.txt'), 'utf8');
    expect(first.out).toMatch(/Recipient: age1/);
    expect(first.out).not.toContain('AGE-SECRET-KEY');
    expect(await run(['keygen', '--out', at('kept.txt')])).toMatchObject({ exitCode: 1 });
    expect(await readFile(at('kept.txt'), 'utf8')).toBe(before);
  });

  it('makes a payload key that encrypts, and prints its ID alone', async () => {
    const ran = await run(['keygen', '--payload-key', '--out', at('payload-keys'), '--json']);
    const parsed = parsePayloadKeys(await readFile(at('payload-keys'), 'utf8'));

    expect(parsed).toMatchObject({ ok: true, keys: [{ id: ran.json().keyId }] });
    expect((await stat(at('payload-keys'))).mode & 0o777).toBe(0o600);
    const [key] = parsed.ok ? parsed.keys : [];
    const told = await run(['keygen', '--payload-key', '--out', at('another-key')]);
    expect(told.out).toMatch(/Key ID: [0-9a-f]{12}$/m);
    expect(`${ran.out}${ran.error}`).not.toContain(key!.secret.reveal());
    expect(told.out).not.toMatch(/[A-Za-z0-9+/]{43}=/);
  });

  it('makes a worker key, and prints its public key alone, then and later', async () => {
    const ran = await run(['keygen', '--worker-key', '--out', at('worker-keys'), '--json']);
    const parsed = parseWorkerKeys(await readFile(at('worker-keys'), 'utf8'));
    const [key] = parsed.ok ? parsed.keys : [];

    expect(ran.json()).toMatchObject({ keyId: key!.id, publicKey: key!.publicKey });
    expect((await stat(at('worker-keys'))).mode & 0o777).toBe(0o600);
    const later = await run(['keygen', '--worker-key', '--public', at('worker-keys')]);
    expect(later.out).toBe(`${key!.publicKey}\n`);
    const told = await run(['keygen', '--worker-key', '--out', at('another-worker-key')]);
    expect(told.out).toMatch(/^Public key: prep-pub-[\w-]{43}$/m);
    expect(`${ran.out}${ran.error}${later.out}`).not.toContain(key!.secret.reveal());
    expect(told.out).not.toMatch(/[A-Za-z0-9+/]{43}=/);
  });

  it('prints no public key of a file that others can read, or that holds something else', async () => {
    await run(['keygen', '--worker-key', '--out', at('open-keys')]);
    await chmod(at('open-keys'), 0o644);
    await writeFile(at('no-keys'), 'not a key', { mode: 0o600 });

    for (const [file, words] of [
      ['open-keys', 'which others can access (mode 0644)'],
      ['no-keys', 'holds as key 1 what is not 32 bytes in base64'],
      ['missing', 'does not exist'],
    ] as const) {
      const ran = await run(['keygen', '--worker-key', '--public', at(file)]);
      expect(ran).toMatchObject({ exitCode: 1, out: '', error: expect.stringContaining(words) });
    }
  });

  it("makes somebody's codec token, and does not print it", async () => {
    const ran = await run(['keygen', '--codec-token', 'li.wei', '--out', at('li.wei.token')]);
    const parsed = parseCodecTokens(await readFile(at('li.wei.token'), 'utf8'));

    expect(parsed).toMatchObject({ ok: true, tokens: [{ name: 'li.wei' }] });
    expect((await stat(at('li.wei.token'))).mode & 0o777).toBe(0o600);
    const [token] = parsed.ok ? parsed.tokens : [];
    expect(token!.secret.reveal()).toMatch(/^[\w-]{43}$/);
    expect(ran.out).not.toContain(token!.secret.reveal());
  });

  it.each([
    [['--codec-token', 'li wei'], 'takes a name'],
    [['--codec-token', 'li.wei', '--payload-key'], 'cannot be used with'],
    [['--worker-key', '--payload-key'], 'cannot be used with'],
    [['--worker-key', '--public', 'some-file'], 'cannot be used with'],
  ])('refuses %j and makes nothing', async (options, words) => {
    const ran = await run(['keygen', ...options, '--out', at('nothing')]);

    expect(ran.exitCode).toBe(2);
    expect(ran.error).toContain(words);
    await expect(stat(at('nothing'))).rejects.toMatchObject({ code: 'ENOENT' });
  });

  it.each([
    [[], '--out is missing'],
    [['--worker-key'], '--out is missing'],
    [['--public', 'worker-keys'], '--public needs --worker-key'],
  ])('says what is missing in %j', async (options, words) => {
    expect(await run(['keygen', ...options])).toMatchObject({
      exitCode: 2,
      error: expect.stringContaining(words),
    });
  });
});
