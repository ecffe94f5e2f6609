import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { generateIdentity, identityToRecipient } from 'age-encryption';
import { openSealed } from '../../../provisioning/sealing/sealing';
import { workerEnvironment } from '../../../demo/stand-in-settings';
import { startStandIns, type StandIns } from '../../../standins/stand-ins';
import { Control } from '../../rig/control';
import { run, type Around } from '../run-command';
import { until } from '../../rig/until';
import { WORKER_KEY } from '../../rig/worker-key';

let standIns: StandIns;
let control: Control;
let folder: string;
let identity: string;
let recipient: string;

beforeAll(async () => {
  identity = await generateIdentity();
  recipient = await identityToRecipient(identity);
});
beforeEach(async () => {
  standIns = await startStandIns({ buckets: [{ name: 'photos' }] });
  control = new Control(standIns);
  await control.arrange('ks3', 'put-object', { bucket: 'photos', key: 'a.jpg', content: 'x' });
  folder = mkdtempSync(join(tmpdir(), 'prep-source-key-'));
});
afterEach(async () => {
  await standIns.stop();
  rmSync(folder, { recursive: true });
});

const at = (name: string) => join(folder, name);

/** Runs `prep source-key …` with a configuration that names the stand-ins, and checks that no secret was printed. */
async function prep(args: string, around: Around & { more?: Record<string, string> } = {}) {
  const { more = {}, ...rest } = around;
  // A file that is not there would be an error, and none is looked for anywhere else.
  const env = { HOME: folder, ...workerEnvironment(standIns.summary, recipient, WORKER_KEY), ...more };
  const ran = await run(['source-key', ...args.split(' ')], { env, ...rest });
  for (const secret of await control.secrets()) {
    expect(ran.out + ran.error).not.toContain(secret);
  }
  return ran;
}

async function opened(sealed: string): Promise<Record<string, string>> {
  return JSON.parse(await openSealed(sealed, [identity])) as Record<string, string>;
}

const configuredKey = () => standIns.summary.ks3.accessKeyId;

async function userWith(name: string, keys: number): Promise<string[]> {
  const { accessKeyIds } = (await control.arrange('iam', 'create-user', { name, keys })) as {
    accessKeyIds: string[];
  };
  return accessKeyIds;
}

describe('prep source-key list', () => {
  it('tells whose the configured key is, and that user’s keys', async () => {
    const { out, exitCode } = await prep('list');
    expect(exitCode).toBe(0);
    expect(out).toMatch(
      /^AccessKeys of Kingsoft IAM user prep-operator of account \d+:\nAccessKey ID +Status +Created/,
    );
    expect(out).toMatch(
      new RegExp(`${configuredKey()} +active +.* ago +.* ago +source.default.access_key_id`),
    );
    expect((await prep('list --json')).json()).toMatchObject({
      profile: 'default',
      configured: configuredKey(),
      accountId: standIns.summary.iam.accountId,
      userName: 'prep-operator',
      keys: [{ accessKeyId: configuredKey(), status: 'Active', inUseBy: ['source.default.access_key_id'] }],
    });
  });

  it('tells those of another user, and that there is no such user or profile', async () => {
    const [accessKeyId] = await userWith('reader', 1);
    expect((await prep('list --user reader')).out).toMatch(
      new RegExp(`${accessKeyId} +active .* never, or not recently +-`),
    );
    expect((await prep('list --user nobody --json')).json()).toMatchObject({ error: { type: 'NotFound' } });
    const { exitCode, error } = await prep('list --profile archive');
    expect([exitCode, error]).toEqual([
      2,
      expect.stringContaining('There is no source profile archive; configured profiles: default.'),
    ]);
  });

  it('says where the configured key is no user’s, and where no IAM is configured', async () => {
    const { accessKeyId, accessKeySecret } = (await control.arrange('iam', 'add-access-key')) as Record<
      string,
      string
    >;
    const more = { KS3_ACCESS_KEY_ID: accessKeyId ?? '', KS3_ACCESS_KEY_SECRET: accessKeySecret ?? '' };
    const main = await prep('list', { more });
    expect([main.exitCode, main.out]).toEqual([0, expect.stringContaining('may belong to the main account')]);
    const none = await prep('list --json', { more: { KS3_IAM_ENDPOINT: 'none' } });
    expect([none.exitCode, none.json()]).toEqual([
      1,
      { error: { type: 'IamNotConfigured', message: expect.stringContaining('iam_endpoint') } },
    ]);
    expect(none.out).not.toMatch(/retry/);
  });
});

describe('prep source-key create', () => {
  it('makes a dedicated user that reads one bucket, and a key that its recipient alone can open', async () => {
    const ran = await prep(`create --bucket photos --out ${at('key.age')} --json`);
    expect(ran.exitCode).toBe(0);
    const { accessKeyId, userName } = ran.json() as Record<string, string>;
    expect(ran.json()).toEqual({
      accessKeyId,
      userName,
      accountId: standIns.summary.iam.accountId,
      recipients: [recipient],
      file: at('key.age'),
    });
    expect(await control.iamUser(userName ?? '')).toMatchObject({
      remark: expect.stringMatching(/^ks3-oss-prep [0-9a-f]{20} delivered /),
      accessKeys: [{ id: accessKeyId, status: 'Active' }],
      policies: [userName],
    });
    expect(statSync(at('key.age')).mode & 0o777).toBe(0o600);
    expect(await opened(readFileSync(at('key.age'), 'utf8'))).toMatchObject({
      userName,
      accessKeyId,
      bucket: 'photos',
    });
  });

  it('prints the sealed text where no file is named, and opens with prep open --sealed', async () => {
    await userWith('reader', 0);
    const { out } = await prep(`create --user reader --out ${at('key.age')}`);
    expect(out).toMatch(
      /^Created AccessKey AKLT\w+ of Kingsoft IAM user reader\. Its secret is sealed to age1/,
    );
    const printed = (await prep('create --user reader')).out;
    const armored = /-----BEGIN AGE[^]*END AGE ENCRYPTED FILE-----/.exec(printed)?.[0] ?? '';
    expect((await opened(armored))['userName']).toBe('reader');

    const opening = await run(['open', '--sealed', at('key.age'), '--identity', '-'], { stdin: identity });
    const { accessKeySecret = '' } = await opened(readFileSync(at('key.age'), 'utf8'));
    expect(opening.out).toMatch(/^Account +\d+\nUser +reader\nAccessKey ID +AKLT/);
    expect(opening.out).toContain(accessKeySecret);
    const both = await run(['open', 'photos', '--sealed', at('key.age'), '--identity', '-'], {
      stdin: identity,
    });
    expect(both.exitCode).toBe(2);
  });

  it('makes nothing where nobody could open it, or it is not said for whom', async () => {
    await userWith('reader', 0);
    for (const [args, more] of [
      ['create --user reader', { PREP_RECIPIENTS: '' }],
      ['create --user reader --recipient age1nonsense', {}],
      ['create', {}],
      ['create --bucket photos --user reader', {}],
      ['create --bucket Not_a_bucket', {}],
    ] as const) {
      expect((await prep(args, { more })).exitCode).toBe(2);
    }
    expect((await prep('create --user nobody --json')).json()).toMatchObject({ error: { type: 'NotFound' } });
    expect((await control.iam()).users.flatMap(({ accessKeys }) => accessKeys)).toHaveLength(1);
  });

  it.each(['CreateUser', 'CreatePolicy', 'AttachUserPolicy', 'CreateAccessKey', 'UpdateUser'])(
    'ends with exactly one key, the sealed one, where the answer of %s is lost',
    async (operation) => {
      await control.fault({ service: 'iam', operation, kind: 'reset', when: 'after' });
      const ran = await prep(`create --bucket photos --out ${at('key.age')} --json`);
      const { accessKeyId } = await opened(readFileSync(at('key.age'), 'utf8'));
      const user = (await control.iam()).users.find(({ name }) => name.startsWith('mgw-photos-'));
      expect(user?.accessKeys).toEqual([{ id: accessKeyId, status: 'Active' }]);
      expect(user?.remark).toContain(' delivered ');
      expect(ran.exitCode).toBe(0);
    },
  );

  it('removes what it created if it cannot continue, and does not make a second one', async () => {
    await control.fault({
      service: 'iam',
      operation: 'CreateAccessKey',
      kind: 'status',
      status: 403,
      code: 'AccessDenied',
    });
    const denied = await prep('create --bucket photos');
    expect([denied.exitCode, denied.error]).toEqual([
      1,
      expect.stringContaining('has no permission for this'),
    ]);
    expect(denied.error).not.toMatch(/send retry/);
    expect((await control.iam()).users.map(({ name }) => name)).toEqual(['prep-operator']);
    expect((await control.iam()).customPolicies).toEqual([]);

    await prep('create --bucket photos');
    const again = await prep('create --bucket photos --json');
    expect([again.exitCode, again.json()]).toEqual([
      1,
      { error: { type: 'AlreadyPrepared', message: expect.stringContaining('--with-user') } },
    ]);
  });

  it('names the key whose secret was lost on a user that is somebody else’s, and deletes nothing', async () => {
    const [theirs] = await userWith('reader', 1);
    await control.fault({ service: 'iam', operation: 'CreateAccessKey', kind: 'reset', when: 'after' });
    const { exitCode, error } = await prep('create --user reader');
    const keys = (await control.iamUser('reader'))?.accessKeys.map(({ id }) => id) ?? [];
    const [orphan] = keys.filter((id) => id !== theirs);
    expect(keys).toHaveLength(2);
    expect(exitCode).toBe(1);
    expect(error).toContain(`npx prep source-key delete ${orphan} --user reader`);
  });

  it('never writes over a file, and makes no key whose secret it cannot write', async () => {
    await userWith('reader', 0);
    await prep(`create --user reader --out ${at('key.age')}`);
    const before = readFileSync(at('key.age'), 'utf8');
    const nowhere = await prep(`create --user reader --out ${at('none/key.age')} --json`);
    expect(nowhere.json()).toMatchObject({ error: { type: 'FileRefused' } });
    const again = await prep(`create --user reader --out ${at('key.age')} --json`);
    expect(again.json()).toMatchObject({ error: { type: 'FileRefused' } });
    expect((await control.iamUser('reader'))?.accessKeys).toHaveLength(1);
    expect(readFileSync(at('key.age'), 'utf8')).toBe(before);
  });
});

describe('prep source-key create, if its sealed text cannot be written any more', () => {
  const change = { service: 'iam', operation: 'CreateAccessKey', kind: 'latency', latencyMs: 3000 } as const;

  /** Somebody else writes that file while the key is created: the same as a disk that is full. */
  async function takenMeanwhile(args: string) {
    await control.fault(change);
    const running = prep(`${args} --out ${at('key.age')} --json`);
    await until(async () => (await control.faults()).some(({ fired }) => fired > 0) || undefined);
    writeFileSync(at('key.age'), 'somebody else’s');
    return running;
  }

  it('leaves neither the dedicated user nor its key, and the file as it is', async () => {
    expect((await takenMeanwhile('create --bucket photos')).json()).toMatchObject({
      error: { type: 'FileRefused' },
    });
    expect((await control.iam()).users.map(({ name }) => name)).toEqual(['prep-operator']);
    expect((await control.iam()).customPolicies).toEqual([]);
    expect(readFileSync(at('key.age'), 'utf8')).toBe('somebody else’s');
  });

  it('deletes the new key of a user that is somebody else’s, and no other', async () => {
    const [theirs] = await userWith('reader', 1);
    expect((await takenMeanwhile('create --user reader')).json()).toMatchObject({
      error: { type: 'FileRefused' },
    });
    expect((await control.iamUser('reader'))?.accessKeys).toMatchObject([{ id: theirs }]);
  });

  it('names the key if it cannot be removed', async () => {
    await userWith('reader', 0);
    await control.fault({
      service: 'iam',
      operation: 'DeleteAccessKey',
      kind: 'status',
      status: 403,
      code: 'AccessDenied',
    });
    const { error } = (await takenMeanwhile('create --user reader')).json() as { error: { message: string } };
    const [left] = (await control.iamUser('reader'))?.accessKeys ?? [];
    expect(error.message).toContain(`npx prep source-key delete ${left?.id} --user reader`);
  });
});

describe.each(['disable', 'delete'] as const)('prep source-key %s', (change) => {
  async function statuses(user: string): Promise<string[]> {
    return (await control.iamUser(user))?.accessKeys.map(({ id, status }) => `${id} ${status}`) ?? [];
  }

  it('does it once the exact ID is typed, or said twice', async () => {
    const [first = '', second = ''] = await userWith('reader', 2);
    const wrong = await prep(`${change} ${first}`, { typed: second });
    expect([wrong.exitCode, wrong.error]).toEqual([2, expect.stringContaining('nothing was changed')]);
    expect((await prep(`${change} ${first} --confirm ${first.toLowerCase()}`)).exitCode).toBe(2);
    const nobody = await prep(`${change} ${first}`);
    expect([nobody.exitCode, nobody.error]).toEqual([2, expect.stringContaining(`--confirm ${first}`)]);
    expect(await statuses('reader')).toEqual([`${first} Active`, `${second} Active`]);

    const right = await prep(`${change} ${first} --json`, { typed: `${first}\n` });
    expect(right.json()).toMatchObject({ accessKeyId: first, userName: 'reader' });
    expect(await statuses('reader')).toEqual([
      ...(change === 'disable' ? [`${first} Inactive`] : []),
      `${second} Active`,
    ]);
  });

  it('refuses the last active key of a user, unless forced', async () => {
    const [only = ''] = await userWith('reader', 1);
    const refused = await prep(`${change} ${only} --confirm ${only} --json`);
    expect([refused.exitCode, refused.json()]).toEqual([
      1,
      { error: { type: 'KeyInUse', message: expect.stringContaining('last active AccessKey') } },
    ]);
    expect(await statuses('reader')).toEqual([`${only} Active`]);
    expect((await prep(`${change} ${only} --confirm ${only} --force`)).exitCode).toBe(0);
    expect(await statuses('reader')).toEqual(change === 'disable' ? [`${only} Inactive`] : []);
  });

  it('refuses the key that the configuration uses, also where its user has another', async () => {
    await control.arrange('iam', 'add-access-key', { userName: 'prep-operator' });
    const { exitCode, error } = await prep(`${change} ${configuredKey()} --confirm ${configuredKey()}`);
    expect([exitCode, error]).toEqual([1, expect.stringContaining('source.default.access_key_id')]);
    expect(await statuses('prep-operator')).toContain(`${configuredKey()} Active`);
  });

  it('knows no key of nobody', async () => {
    await userWith('reader', 1);
    for (const args of [`${change} AKLTnobody --confirm AKLTnobody`, `${change} AKLTnobody --user reader`]) {
      const ran = await prep(`${args} --json`);
      expect([ran.exitCode, ran.json()]).toEqual([
        1,
        { error: { type: 'NotFound', message: expect.any(String) } },
      ]);
    }
  });
});

describe('prep source-key delete --with-user', () => {
  it('removes everything that was created, and nobody else’s user', async () => {
    const made = (await prep('create --bucket photos --json')).json() as Record<string, string>;
    const { accessKeyId = '' } = made;
    const refused = await prep(`delete ${accessKeyId} --with-user --confirm ${accessKeyId}`);
    expect([refused.exitCode, refused.error]).toEqual([1, expect.stringContaining('--force')]);
    const ran = await prep(`delete ${accessKeyId} --with-user --force --confirm ${accessKeyId}`);
    expect(ran.out).toContain(`Removed Kingsoft IAM user ${made['userName']}.`);
    expect((await control.iam()).users.map(({ name }) => name)).toEqual(['prep-operator']);
    expect((await control.iam()).customPolicies).toEqual([]);

    const [theirs = ''] = await userWith('reader', 1);
    const foreign = await prep(`delete ${theirs} --with-user --force --confirm ${theirs}`);
    expect([foreign.exitCode, foreign.error]).toEqual([
      2,
      expect.stringContaining('was not created by ks3-oss-prep'),
    ]);
    expect((await control.iamUser('reader'))?.accessKeys).toHaveLength(1);
  });
});

it('shows its commands and their options', async () => {
  for (const command of ['list', 'create', 'disable', 'delete']) {
    expect((await run(['source-key', '--help'])).out).toContain(command);
    expect((await run(['source-key', command, '--help'])).out).toMatch(
      /--profile[^]*--json|--json[^]*--profile/,
    );
  }
});
