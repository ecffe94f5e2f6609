import { randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Client } from '@temporalio/client';
import { identityToRecipient } from 'age-encryption';
import { freePort } from '../../../demo/free-ports';
import { workerEnvironment } from '../../../demo/stand-in-settings';
import { makeCodecToken } from '../../../configuration/settings/codec-tokens';
import { makePayloadKey } from '../../../configuration/encryption/payload-keys';
import { startVaultStandIn, type VaultStandIn } from '../../clouds/vault/vault-stand-in';
import { CommandLines } from '../../rig/command-lines';
import { PendingActivities } from '../../rig/pending-activities';
import { startProcessRig, type ProcessRig } from '../../rig/process-rig';
import type { NamedSecret } from '../../rig/secret-search';
import { SshSigner } from '../../rig/ssh-signer';
import { CHANNEL_TABLES, channelVariables } from './notify-channels';
import { Recordings } from './recordings';
import { fetchOnce } from '../../rig/fetch-once';
import { WORKER_KEY } from '../../rig/worker-key';

export const DELIVERY_BUCKET = 'sealed-credentials';
/** Few objects: each is copied, and compared by its checksums. */
const FEW = 'hex:50';
/** One for each migration: what is lost of the answers about one must not be the other's. */
export const MIGRATED_BUCKET = 'albums';
export const MIGRATED_WITH_OWN_KEY = 'scans';

/** Further settings of workers and clients, all of them secret. */
export const CONFIGURED = {
  payloadKey: makePayloadKey().secret.reveal(),
  workerKey: WORKER_KEY.secret.reveal(),
  codecToken: makeCodecToken('li.wei').secret.reveal(),
  refusedCodecToken: makeCodecToken('nobody').secret.reveal(),
  wrongKs3: randomBytes(20).toString('base64'),
  wrongIam: randomBytes(20).toString('base64'),
  wrongAlibaba: randomBytes(20).toString('base64'),
  wrongVault: randomBytes(20).toString('base64url'),
};

export const WITH_KEYS = { PREP_PAYLOAD_KEYS: CONFIGURED.payloadKey };

/** One Temporal server with stand-ins for everything else, and everything that is written there. */
export interface LeakWorld {
  readonly rig: ProcessRig;
  /** Encrypts nothing. */
  readonly client: Client;
  /** Encrypts, and reads what was encrypted. */
  readonly clientWithKeys: Client;
  readonly vault: VaultStandIn;
  /** Signs as `zhang.min`. */
  readonly signer: SshSigner;
  readonly recordings: Recordings;
  readonly commandLines: CommandLines;
  readonly pending: PendingActivities;
  /** How each scenario ended. */
  readonly ends: Map<string, string>;
  /** All settings of a worker. */
  readonly workerEnv: Readonly<Record<string, string>>;
  /** The operator's working folder, also for reports. It is searched. */
  readonly desk: string;
  /** The recipient's folder for the identity and opened credentials. It is not searched. */
  readonly recipientsFolder: string;
  /** The cookie of who signed in at the codec endpoint, once somebody has. */
  codecCookie: string;
  /** Starts a worker; the previous one is searched and stopped. */
  work(env?: Readonly<Record<string, string>>): Promise<{ readonly http: string }>;
  /** Kills the worker, and starts another one like it. */
  replaceWorker(): Promise<void>;
  /** Resolves when a worker was killed and another one runs. */
  readonly replaced: Promise<void>;
  stop(): Promise<void>;
}

export async function startLeakWorld(): Promise<LeakWorld> {
  const commandLines = new CommandLines();
  const recipientsFolder = mkdtempSync(join(tmpdir(), 'ks3-oss-prep-recipient-'));
  const [rig, vault] = await Promise.all([
    startProcessRig(
      {
        buckets: [
          { name: 'photos', synthetic: 'hex:2500' },
          { name: MIGRATED_BUCKET, synthetic: FEW },
          { name: MIGRATED_WITH_OWN_KEY, synthetic: FEW },
        ],
      },
      {},
    ),
    startVaultStandIn(),
  ]);
  const { control } = rig;
  await control.arrange('oss', 'create-bucket', { name: DELIVERY_BUCKET, acl: 'private' });
  const signer = new SshSigner();
  const { summary } = rig.standIns;
  writeFileSync(
    join(rig.folder, 'prep.toml'),
    `[approval]\napprovers = ["li.wei", { name = "zhang.min", keys = ["${signer.line}"] }]\n${CHANNEL_TABLES}`,
  );
  const [desk, temporary] = [join(rig.folder, 'desk'), join(rig.folder, 'tmp')];
  [desk, temporary].forEach((folder) => mkdirSync(folder));
  writeFileSync(join(recipientsFolder, 'identity.txt'), `${rig.identity}\n`, { mode: 0o600 });

  const workerEnv = {
    ...workerEnvironment(summary, await identityToRecipient(rig.identity), WORKER_KEY),
    KS3_IAM_ACCESS_KEY_ID: summary.iam.accessKeyId,
    KS3_IAM_ACCESS_KEY_SECRET: summary.iam.accessKeySecret,
    PREP_CONFIG: join(rig.folder, 'prep.toml'),
    PREP_LOG_LEVEL: 'trace',
    PREP_MIGRATION_WATCH_EVERY: '1 second',
    PREP_LIFECYCLE_GRACE: '10 seconds',
    PREP_DELIVERY_OSS_BUCKET: DELIVERY_BUCKET,
    PREP_DELIVERY_OSS_REGION: summary.oss.region,
    PREP_DELIVERY_OSS_PREFIX: 'prep/',
    PREP_DELIVERY_VAULT_ADDRESS: vault.address,
    PREP_DELIVERY_VAULT_ROLE_ID: vault.appRole.roleId,
    PREP_DELIVERY_VAULT_SECRET_ID: vault.appRole.secretId.reveal(),
    ...channelVariables(summary),
    TMPDIR: temporary,
    TEMPORAL_ADDRESS: rig.address,
  };
  const client = rig.client;
  const recordings = new Recordings();
  const pending = new PendingActivities(client);
  let worker = await startedWorker({});
  let markReplaced: () => void = () => undefined;
  const replaced = new Promise<void>((resolve) => {
    markReplaced = resolve;
  });

  async function startedWorker(env: Readonly<Record<string, string>>) {
    const [metricsPort, httpPort] = [await freePort(), await freePort()];
    const ports = { PREP_METRICS_PORT: String(metricsPort), PREP_HTTP_PORT: String(httpPort) };
    const child = rig.startWorker({ ...workerEnv, ...ports, ...env });
    await child.running();
    return { child, metrics: `http://127.0.0.1:${metricsPort}`, http: `http://127.0.0.1:${httpPort}` };
  }

  async function record(): Promise<void> {
    for (const [place, url] of [
      ['metrics', `${worker.metrics}/metrics`],
      ['health', `${worker.http}/healthz`],
      ['health', `${worker.http}/readyz`],
    ] as const) {
      recordings.keep(place, new URL(url).pathname, await (await fetchOnce(url)).text());
    }
  }

  return {
    rig,
    client,
    clientWithKeys: rig.clientWith(WITH_KEYS),
    vault,
    signer,
    recordings,
    commandLines,
    pending,
    ends: new Map(),
    workerEnv,
    desk,
    recipientsFolder,
    codecCookie: '',
    replaced,
    async work(env = {}) {
      await record();
      await worker.child.stop();
      worker = await startedWorker(env);
      return worker;
    },
    async replaceWorker() {
      await record();
      await worker.child.kill();
      worker = await startedWorker({});
      markReplaced();
    },
    async stop() {
      commandLines.stop();
      await pending.stop();
      await rig.stop();
      await vault.stop();
      rmSync(recipientsFolder, { recursive: true, force: true });
    },
  };
}

/** Every secret that was configured or created, whether anybody received it or not. */
export async function secretsOf({ rig, vault, codecCookie }: LeakWorld): Promise<NamedSecret[]> {
  const { ks3, iam, oss, ram, sts, mgw } = rig.standIns.summary;
  const configured = Object.entries({ ks3, iam, oss, ram, sts, mgw }).map(([name, { accessKeySecret }]) => ({
    name: `AccessKey secret that the worker has for ${name}`,
    value: accessKeySecret,
  }));
  const secrets: NamedSecret[] = [
    ...configured,
    ...(await rig.control.issuedSecrets()).map(({ kind, value }, at) => ({
      name: `${kind} number ${at} of the stand-ins`,
      value,
    })),
    ...Object.entries(CONFIGURED).map(([name, value]) => ({ name, value })),
    { name: 'bytes of the payload key', value: Buffer.from(CONFIGURED.payloadKey, 'base64') },
    { name: 'bytes of the worker key', value: Buffer.from(CONFIGURED.workerKey, 'base64') },
    { name: 'proof in the codec cookie', value: codecCookie },
    { name: 'secret ID of the AppRole', value: vault.appRole.secretId.reveal() },
    ...vault.issued.map((value, at) => ({ name: `token number ${at} of Vault`, value })),
    // Every identity begins with the same words, which help texts quote.
    { name: 'age identity', value: rig.identity.replace('AGE-SECRET-KEY-1', '') },
  ];
  return secrets.filter(({ value }, at) => secrets.findIndex((one) => one.value === value) === at);
}
