import { english } from '../../english';
import { generateIdentity, identityToRecipient } from 'age-encryption';
import { deliverCredentials } from '../../../provisioning/delivery/deliver-credentials';
import { deliveryChecks } from '../../../provisioning/delivery/delivery-checks';
import { deliveryPath } from '../../../provisioning/delivery/delivery-path';
import { plainDelivery } from '../../../provisioning/delivery/plain-delivery';
import { connectSinks, type Sinks } from '../../../provisioning/delivery/sinks';
import { putSecret } from '../../../provisioning/delivery/vault-sink';
import { enableConsoleLogon } from '../../../provisioning/identity/enable-console-logon';
import { issueAccessKey } from '../../../provisioning/identity/issue-access-key';
import type { Clouds } from '../../../provisioning/clouds';
import { makeReader } from '../../../provisioning/identity/issue-source-key';
import { readerOf } from '../../../provisioning/request/reader-request';
import { createOssBuckets } from '../../../clouds/oss/adapter';
import type { DeliveryTarget, OssDelivery, VaultDelivery } from '../../../contracts/credentials/delivery';
import { Secret } from '../../../contracts/credentials/secret';
import type { Settings } from '../../../contracts/settings';
import { startStandIns, type StandIns } from '../../../standins/stand-ins';
import { rejection } from '../../clouds/alibaba/rejection';
import { startVaultStandIn, type VaultStandIn } from '../../clouds/vault/vault-stand-in';
import { Control } from '../../rig/control';
import { settingsFor } from '../../rig/settings';
import { FakeIam } from '../fake-iam';
import { FakeKs3 } from '../fake-ks3';
import { FakeOss } from '../fake-oss';
import { FakeRam } from '../fake-ram';
import { OWNERSHIP, preparationWith, USER, USER_MARK } from '../preparation';

const { signal } = new AbortController();
const RUN = { workflowId: 'prepare/photos', runId: 'run-1' };
const OTHER_RUN = { ...RUN, runId: 'run-2' };
const OWNER = { accountId: '1234567890123456', userName: USER };
const ENTRIES = [
  { kind: 'access-key', sealed: 'sealed key\n', accessKeyId: 'LTAI1' },
  { kind: 'console-logon', sealed: 'sealed password\n' },
] as const;
const OSS: OssDelivery = { kind: 'oss', bucket: 'sealed-credentials', region: 'cn-beijing', prefix: 'prep/' };

let standIns: StandIns;
let control: Control;
let vault: VaultStandIn;
let sinks: Sinks;
let vaultTarget: VaultDelivery;

beforeEach(async () => {
  [standIns, vault] = await Promise.all([startStandIns(), startVaultStandIn()]);
  control = new Control(standIns);
  vaultTarget = {
    kind: 'vault',
    address: vault.address,
    mount: 'secret',
    prefix: 'prep/',
    content: 'sealed',
  };
  const auth = { kind: 'approle', ...vault.appRole } as const;
  const settings: Settings = {
    ...settingsFor(standIns.summary, []),
    delivery: { oss: OSS, vault: { ...vaultTarget, auth } },
  };
  sinks = connectSinks(settings);
});
afterEach(() => Promise.all([standIns.stop(), vault.stop()]));

async function makeBucket(acl: 'private' | 'public-read' = 'private'): Promise<void> {
  const { oss } = standIns.summary;
  const buckets = createOssBuckets({ ...oss, accessKeySecret: new Secret(oss.accessKeySecret) });
  await buckets.create(OSS.bucket, { storageClass: 'Standard', redundancy: 'LRS', acl }, signal);
}

const deliver = (targets: readonly DeliveryTarget[], run = RUN) =>
  deliverCredentials({ targets, owner: OWNER, entries: ENTRIES }, run, sinks, signal);

const textOf = (path: string) => sinks.bucket(OSS).texts.read(OSS.bucket, path, signal);

const latest = (path: string) => vault.secrets.get(path)?.versions.at(-1);

describe('a delivery to an OSS bucket', () => {
  const path = 'prep/prepare/photos/run-1/access-key.age';

  it('is an object for each sealed text, read back', async () => {
    await makeBucket();
    expect(english(await deliver([OSS]))).toEqual([
      { where: `OSS object oss://sealed-credentials/${path}`, content: 'sealed', at: expect.any(String) },
      {
        where: 'OSS object oss://sealed-credentials/prep/prepare/photos/run-1/console-logon.age',
        content: 'sealed',
        at: expect.any(String),
      },
    ]);
    expect(await textOf(path)).toBe('sealed key\n');
  });

  it('is done once, whatever answer is lost', async () => {
    await makeBucket();
    for (const when of ['before', 'after'] as const) {
      await control.fault({ service: 'oss', operation: 'PutObject', kind: 'reset', when });
      await rejection(deliver([OSS], { ...RUN, runId: when }));
      expect(await deliver([OSS], { ...RUN, runId: when })).toHaveLength(2);
      expect(await textOf(`prep/prepare/photos/${when}/access-key.age`)).toBe('sealed key\n');
    }
  });

  it('never writes over another text, and says where it is', async () => {
    await makeBucket();
    const texts = sinks.bucket(OSS).texts;
    expect(await texts.writeNew(OSS.bucket, path, 'of somebody else', signal)).toBe('written');
    const error = await rejection(deliver([OSS]));
    expect(error).toMatchObject({ type: 'DeliveryOccupied', effect: 'parked' });
    expect(error.message).toContain(path);
    expect(await texts.writeNew(OSS.bucket, path, 'again', signal)).toBe('exists');
    expect(await textOf(path)).toBe('of somebody else');
    // Another run has its own path.
    expect(await deliver([OSS], OTHER_RUN)).toHaveLength(2);
  });

  it.each([
    ['does not exist', null],
    ['has the ACL public-read', 'public-read'],
  ] as const)('is refused, and told before anything is made, where the bucket %s', async (why, acl) => {
    await (acl === null ? undefined : makeBucket(acl));
    const error = await rejection(deliver([OSS]));
    expect(error).toMatchObject({ type: 'DeliveryRefused', effect: 'parked' });
    expect(error.message).toContain(why);
    const [found] = await deliveryChecks([OSS], RUN, sinks, signal);
    expect(found).toMatchObject({ outcome: 'problem', errorType: 'DeliveryRefused' });
  });
});

describe('a delivery of the source AccessKey', () => {
  const owner = { accountId: '2000143391', userName: 'mgw-photos-12345678' };
  const entry = {
    kind: 'source-access-key',
    sealed: 'sealed source key\n',
    accessKeyId: 'AKLT1',
    owner,
  } as const;
  const path = 'prep/prepare/photos/run-1/source-access-key';
  const request = (target: DeliveryTarget) => ({ targets: [target], owner: OWNER, entries: [entry] });

  it('is an object of its own, and a secret that says whose it is', async () => {
    await makeBucket();
    await deliverCredentials(request(OSS), RUN, sinks, signal);
    expect(await textOf(`${path}.age`)).toBe('sealed source key\n');
    await deliverCredentials(request(vaultTarget), RUN, sinks, signal);
    expect(latest(path)).toEqual({
      prepared_by: 'prepare/photos',
      run_id: 'run-1',
      kind: 'source-access-key',
      account_id: owner.accountId,
      iam_user: owner.userName,
      access_key_id: 'AKLT1',
      content: 'sealed',
      sealed: 'sealed source key\n',
    });
    // IAM does not always return the account.
    const unknown = { ...entry, owner: { ...owner, accountId: null } };
    await deliverCredentials({ ...request(vaultTarget), entries: [unknown] }, RUN, sinks, signal);
    expect(latest(path)).not.toHaveProperty('account_id');
  });

  it('that is plain is put there by the step that makes it, in its last form, and confirmed afterwards', async () => {
    const target: VaultDelivery = { ...vaultTarget, content: 'plain' };
    const { source, id, credentials } = preparationWith();
    const reader = readerOf(source.bucket, id);
    const wanted = { source, reader, ownership: OWNERSHIP, recipients: credentials.recipients };
    const iam = new FakeIam();
    const clouds = { iam: () => iam, ks3: () => new FakeKs3() } as unknown as Clouds;
    const plain = plainDelivery([target], OWNER, RUN, sinks);
    const issue = () => makeReader(wanted, clouds, signal, { plain });
    const [first, last] = [await issue(), await issue()];
    expect(last.accessKeyId).not.toBe(first.accessKeyId);
    expect(latest(path)).toEqual({
      prepared_by: 'prepare/photos',
      run_id: 'run-1',
      kind: 'source-access-key',
      account_id: owner.accountId,
      iam_user: reader.userName,
      access_key_id: last.accessKeyId,
      content: 'plain',
      access_key_secret: `secret-of-${last.accessKeyId}`,
    });
    const confirm = (accessKeyId: string) =>
      deliverCredentials({ ...request(target), entries: [{ ...entry, accessKeyId }] }, RUN, sinks, signal);
    expect(await confirm(last.accessKeyId)).toMatchObject([{ content: 'plain' }]);
    expect(await rejection(confirm(first.accessKeyId))).toMatchObject({ type: 'DeliveryUnavailable' });

    const create = iam.createAccessKey.bind(iam);
    iam.createAccessKey = async (name) => {
      vault.trouble = 'sealed';
      return create(name);
    };
    expect(await rejection(issue())).toMatchObject({ type: 'DeliveryUnavailable' });
    expect([...iam.user(reader.userName).keys.keys()]).toEqual([]);
  });
});

describe('a delivery to Vault', () => {
  const path = 'prep/prepare/photos/run-1/access-key';

  it('is the sealed text by default, with whose it is', async () => {
    const [receipt] = await deliver([vaultTarget]);
    expect(english(receipt)).toMatchObject({
      where: `Vault at ${vault.address}, secret secret/${path}`,
      content: 'sealed',
    });
    expect(latest(path)).toEqual({
      prepared_by: 'prepare/photos',
      run_id: 'run-1',
      kind: 'access-key',
      account_id: OWNER.accountId,
      ram_user: USER,
      access_key_id: 'LTAI1',
      content: 'sealed',
      sealed: 'sealed key\n',
    });
  });

  it('is written once, also where the answer is lost', async () => {
    await sinks.withStore(vaultTarget, signal, async (store) => {
      vault.loseNextAnswer = true;
      const fields = { run_id: 'run-1', prepared_by: 'prepare/photos' };
      await rejection(putSecret(store, vaultTarget, 'prep/lost', fields, signal));
      await putSecret(store, vaultTarget, 'prep/lost', fields, signal);
    });
    expect(vault.secrets.get('prep/lost')?.versions).toHaveLength(1);
    await deliver([vaultTarget]);
    await deliver([vaultTarget]);
    expect(vault.secrets.get(path)?.versions).toHaveLength(1);
  });

  it('leaves alone what another run wrote', async () => {
    await sinks.withStore(vaultTarget, signal, (store) =>
      store.write(path, { run_id: 'run-9', sealed: 'x' }, 0, signal),
    );
    const error = await rejection(deliver([vaultTarget]));
    expect(error).toMatchObject({ type: 'DeliveryOccupied', effect: 'parked' });
    expect(latest(path)).toEqual({ run_id: 'run-9', sealed: 'x' });
  });

  it('does not go to another server than the one that was approved', async () => {
    const elsewhere = { ...vaultTarget, address: 'https://vault.example.com' };
    expect(await rejection(deliver([elsewhere]))).toMatchObject({ type: 'DeliveryRefused' });
    expect(vault.calls).toEqual([]);
  });

  it('that cannot be reached is transient, and told before anything is made', async () => {
    vault.trouble = 'sealed';
    expect(await rejection(deliver([vaultTarget]))).toMatchObject({
      type: 'DeliveryUnavailable',
      effect: 'transient',
    });
    await expect(deliveryChecks([vaultTarget], RUN, sinks, signal)).rejects.toMatchObject({
      type: 'DeliveryUnavailable',
    });
  });
});

describe('a plain delivery', () => {
  async function world() {
    const target: VaultDelivery = { ...vaultTarget, content: 'plain' };
    const identity = await generateIdentity();
    const preparation = preparationWith({ recipients: [await identityToRecipient(identity)] });
    const ram = new FakeRam();
    ram.add(USER, USER_MARK);
    const oss = new FakeOss();
    oss.add(preparation.destination.bucket);
    const arn = `acs:ram::${OWNER.accountId}:user/${USER}`;
    const clouds = {
      ram: () => ram,
      oss: () => oss,
      iam: () => null,
      sts: () => ({
        whoAmI: async () => ({ accountId: OWNER.accountId, arn, identityType: 'RAMUser', principalId: '2' }),
      }),
      ks3: () => {
        throw new Error('not needed');
      },
      mgw: () => {
        throw new Error('not needed');
      },
    };
    const owner = { preparation, ownership: OWNERSHIP };
    return { target, owner, ram, clouds, plain: plainDelivery([target], OWNER, RUN, sinks) };
  }

  it('holds the credentials themselves, and is confirmed by the delivery step', async () => {
    const { target, owner, ram, clouds, plain } = await world();
    const { accessKeyId } = await issueAccessKey(owner, clouds, signal, { plain });
    await enableConsoleLogon(owner, ram, signal, plain);
    expect(latest('prep/prepare/photos/run-1/access-key')).toMatchObject({
      content: 'plain',
      access_key_id: accessKeyId,
      access_key_secret: `secret-of-${accessKeyId}`,
    });
    expect(latest('prep/prepare/photos/run-1/console-logon')).toMatchObject({
      password: ram.user(USER).password,
      sign_in_name: `${USER}@acme.onaliyun.com`,
    });
    const entries = [{ kind: 'access-key', sealed: 'x', accessKeyId }] as const;
    const request = { targets: [target], owner: OWNER, entries };
    expect(await deliverCredentials(request, RUN, sinks, signal)).toMatchObject([{ content: 'plain' }]);
    const other = { ...request, entries: [{ ...entries[0], accessKeyId: 'LTAIother' }] };
    expect(await rejection(deliverCredentials(other, RUN, sinks, signal))).toMatchObject({
      type: 'DeliveryUnavailable',
    });
  });

  it('whose store cannot be reached makes no key', async () => {
    const { owner, ram, clouds, plain } = await world();
    vault.trouble = 'reset';
    const error = await rejection(issueAccessKey(owner, clouds, signal, { plain }));
    expect(error.type).toBe('DeliveryUnavailable');
    expect([...ram.user(USER).keys.keys()]).toEqual([]);
  });

  it('whose store fails in between takes its key back', async () => {
    const { owner, ram, clouds, plain } = await world();
    const create = ram.createAccessKey.bind(ram);
    ram.createAccessKey = async (name) => {
      vault.trouble = 'sealed';
      return create(name);
    };
    const error = await rejection(issueAccessKey(owner, clouds, signal, { plain }));
    expect(error.type).toBe('DeliveryUnavailable');
    expect([...ram.user(USER).keys.keys()]).toEqual([]);
    vault.trouble = null;
    ram.createAccessKey = create;
    const { accessKeyId } = await issueAccessKey(owner, clouds, signal, { plain });
    expect([...ram.user(USER).keys.keys()]).toEqual([accessKeyId]);
  });

  it('is none where nobody asked for it in so many words', () => {
    expect(plainDelivery([OSS, vaultTarget], OWNER, RUN, sinks)).toBeNull();
    expect(plainDelivery(undefined, OWNER, RUN, sinks)).toBeNull();
  });
});

describe('the place of a delivery', () => {
  it.each([
    ['prepare/photos', 'p/prepare/photos/r/access-key'],
    ['../../etc', 'p/_/_/etc/r/access-key'],
    ['/a//b/./照片 1', 'p/_/a/_/b/_/___1/r/access-key'],
  ])('of the workflow ID %s cannot leave its folder', (workflowId, path) => {
    expect(deliveryPath('p/', { workflowId, runId: 'r' }, 'access-key')).toBe(path);
  });
});
