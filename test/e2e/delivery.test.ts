import type { Said } from '../../presentation/words/phrase';
import { say } from '../../presentation/words/words';
import { openSealed } from '../../provisioning/sealing/sealing';
import { connectSinks } from '../../provisioning/delivery/sinks';
import type { OssDelivery } from '../../contracts/credentials/delivery';
import { approveSignal, planQuery, retrySignal, statusQuery } from '../../contracts/messages';
import type { PreparedResult } from '../../contracts/runs/result';
import type { Settings } from '../../contracts/settings';
import { startVaultStandIn, type VaultStandIn } from '../clouds/vault/vault-stand-in';
import { Control } from '../rig/control';
import {
  OWN_KEY,
  confirmWithCode,
  delivered as prepared,
  readerIn,
  startRotation,
  startSourceRotation,
  untilIn,
} from '../rig/lifecycle';
import { inputFor, startRig, untilPhase, type PreparationHandle, type Rig } from '../rig/rig';

const BUCKET = 'sealed-credentials';
const { signal } = new AbortController();
let rig: Rig;
let control: Control;
let vault: VaultStandIn;

/** Everything is delivered to an OSS bucket and to Vault, in addition to the result. */
beforeAll(async () => {
  vault = await startVaultStandIn();
  const delivering = (settings: Settings): Settings => ({
    ...settings,
    lifecycle: { ...settings.lifecycle, graceMs: 0 },
    delivery: {
      oss: { kind: 'oss', bucket: BUCKET, region: settings.defaults.region, prefix: 'prep/' },
      vault: {
        ...({
          kind: 'vault',
          address: vault.address,
          mount: 'secret',
          prefix: '',
          content: 'sealed',
        } as const),
        auth: { kind: 'approle', ...vault.appRole },
      },
    },
  });
  rig = await startRig({ buckets: [{ name: 'photos', synthetic: 'hex:10' }] }, delivering);
  control = new Control(rig.standIns);
  await rig.clouds
    .oss(rig.settings.defaults.region)
    .create(BUCKET, { storageClass: 'Standard', redundancy: 'LRS', acl: 'private' }, signal);
});

afterAll(async () => {
  await rig.stop();
  await vault.stop();
});

async function waiting(name: string): Promise<PreparationHandle> {
  const handle = await rig.prepare(inputFor(name));
  await untilPhase(handle, 'waiting for approval');
  return handle;
}

/** What an object or a secret of a receipt holds. */
async function textAt(said: Said): Promise<string> {
  const where = say('en', said);
  const key = /^OSS object oss:\/\/[^/]+\/(.+)$/.exec(where)?.[1];
  if (key !== undefined) {
    return (await connectSinks(rig.settings).bucket(ossTarget()).texts.read(BUCKET, key, signal)) ?? '';
  }
  const path = /^Vault at \S+, secret secret\/(\S+)$/.exec(where)?.[1] ?? '';
  return String(vault.secrets.get(path)?.versions.at(-1)?.['sealed']);
}

function ossTarget(): OssDelivery {
  return { kind: 'oss', bucket: BUCKET, region: rig.settings.defaults.region, prefix: 'prep/' };
}

it('puts the sealed credentials where the approved plan says, beside the result', async () => {
  const handle = await waiting('delivered');
  const { approval } = await handle.query(statusQuery);
  expect(approval?.plan.join('\n')).toContain(`OSS bucket ${BUCKET}`);
  expect(approval?.plan.join('\n')).toContain(`${vault.address}, secrets engine secret (sealed)`);
  // How to log on there is no part of the plan.
  expect(JSON.stringify(await handle.query(planQuery))).not.toContain(vault.appRole.roleId);
  await handle.signal(approveSignal, { approver: 'li.wei' });
  const result = (await handle.result()) as PreparedResult;
  const { delivered, sealedCredentials, account, destination } = result;

  expect(delivered).toHaveLength(4);
  const texts = await Promise.all(delivered.map(({ where }) => textAt(where)));
  const { accessKey, password } = sealedCredentials;
  expect(texts).toEqual([accessKey, password, accessKey, password]);
  const opened = JSON.parse(await openSealed(texts[0] ?? '', [rig.identity])) as Record<string, string>;
  expect(opened['accessKeyId']).toBe(account.accessKeyId);

  // A rotation stores its key at a path of its own; the earlier one stays.
  const about = { userName: 'mgw-delivered', destination: destination.bucket };
  const rotation = await startRotation(rig, about);
  await untilIn(rotation, 'waiting');
  await confirmWithCode(rotation, rig.identity);
  const rotated = await rotation.result();
  expect(rotated.delivered.map(({ where }) => say('en', where)).join(' ')).toContain('rotate/mgw-delivered/');
  expect(await textAt(rotated.delivered[1]?.where ?? '')).toBe(rotated.sealedCredentials.accessKey);
  expect(await textAt(delivered[0]?.where ?? '')).toBe(accessKey);
});

it('puts the source AccessKey there too, and so does its rotation', async () => {
  const about = await prepared(rig, 'delivered-source', OWN_KEY);
  const { delivered: receipts, sealedCredentials } = about.result;
  expect(receipts.map(({ where }) => /\/([a-z-]+)(?:\.age)?$/.exec(say('en', where))?.[1])).toEqual([
    'access-key',
    'console-logon',
    'source-access-key',
    'access-key',
    'console-logon',
    'source-access-key',
  ]);
  for (const receipt of [receipts[2], receipts[5]]) {
    expect(await textAt(receipt?.where ?? '')).toBe(sealedCredentials.sourceAccessKey);
  }
  const rotation = await startSourceRotation(rig, about);
  await untilIn(rotation, 'waiting');
  await confirmWithCode(rotation, rig.identity);
  const rotated = await rotation.result();
  expect(rotated.delivered).toHaveLength(2);
  for (const { where } of rotated.delivered) {
    expect(say('en', where)).toContain(`rotate/source/${readerIn(about)}/`);
    expect(await textAt(where)).toBe(rotated.sealedCredentials.sourceAccessKey);
  }
});

it('waits for a person where a place does not take them, loses nothing, and goes on after retry', async () => {
  const handle = await waiting('refused');
  vault.trouble = 'redirect';
  await handle.signal(approveSignal, { approver: 'li.wei' });
  const { phase } = await untilIn(handle, 'action required');
  expect(phase).toMatchObject({ step: 'result', problem: { type: 'DeliveryRefused' } });
  const [key] = (await control.ramUser('mgw-refused'))?.accessKeys ?? [];
  expect(key?.status).toBe('Active');

  vault.trouble = null;
  await handle.signal(retrySignal, { by: 'li.wei' });
  const { delivered, account } = (await handle.result()) as PreparedResult;
  expect(delivered).toHaveLength(4);
  expect(account.accessKeyId).toBe(key?.id);
});

it('delivers again what had to be issued again, beside what it had delivered', async () => {
  const handle = await waiting('changed');
  vault.trouble = 'redirect';
  await handle.signal(approveSignal, { approver: 'li.wei' });
  await untilIn(handle, 'action required');
  const [first] = (await control.ramUser('mgw-changed'))?.accessKeys ?? [];
  await rig.clouds.ram().deleteAccessKey('mgw-changed', first?.id ?? '', signal);

  vault.trouble = null;
  await handle.signal(retrySignal, { by: 'li.wei' });
  const { delivered, sealedCredentials, account } = (await handle.result()) as PreparedResult;

  const [second] = (await control.ramUser('mgw-changed'))?.accessKeys ?? [];
  expect(account.accessKeyId).toBe(second?.id);
  expect(delivered.map(({ where }) => /\/([a-z0-9-]+)(?:\.age)?$/.exec(say('en', where))?.[1])).toEqual([
    'access-key-2',
    'console-logon-2',
    'access-key',
    'console-logon',
  ]);
  const { accessKey, password } = sealedCredentials;
  const texts = await Promise.all(delivered.map(({ where }) => textAt(where)));
  expect(texts).toEqual([accessKey, password, accessKey, password]);
});

it('that is cancelled before everything was delivered removes what it made', async () => {
  const handle = await waiting('given-up');
  vault.trouble = 'redirect';
  await handle.signal(approveSignal, { approver: 'li.wei' });
  await untilIn(handle, 'action required');
  await handle.cancel();
  await expect(handle.result()).rejects.toThrow('cancelled');
  expect(await control.ramUser('mgw-given-up')).toBeUndefined();
  vault.trouble = null;
});

it('is told in the preflight, before anything is made, where a place would not take them', async () => {
  vault.trouble = 'redirect';
  const handle = await rig.prepare({ source: { bucket: 'photos' }, ramUser: { name: 'mgw-early' } });
  const { phase } = await untilIn(handle, 'action required');
  expect(phase).toMatchObject({ step: 'preflight', problem: { type: 'PreflightFailed' } });
  expect(JSON.stringify(phase)).toContain('Delivery to Vault (DeliveryRefused)');
  expect(await control.ramUser('mgw-early')).toBeUndefined();
  vault.trouble = null;
  await handle.terminate();
});
