import { randomBytes } from 'node:crypto';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { approveSignal, rejectSignal, retrySignal, statusQuery } from '../../contracts/messages';
import { TASK_QUEUE } from '../../contracts/names';
import type { FaultRule } from '../../standins/core/fault-kinds';
import type { StandInsSummary } from '../../standins/stand-ins';
import { startProcessRig, type ProcessRig } from '../rig/process-rig';
import { until, untilPhase, type PreparationHandle } from '../rig/rig';
import { SecretSearch } from '../rig/secret-search';

/** Ways in which an approved preparation goes wrong and comes right again, with what every SDK says meanwhile. */
const TROUBLES: Readonly<Record<string, readonly Omit<FaultRule, 'resource'>[]>> = {
  // The SDKs' timeouts quote the URL.
  'no-answers': [
    { service: 'ram', operation: 'CreateLoginProfile', kind: 'hang', when: 'after' },
    { service: 'oss', operation: 'PutBucket', kind: 'hang', when: 'after' },
  ],
  'lost-key': [{ service: 'ram', operation: 'CreateAccessKey', kind: 'reset', when: 'after' }],
  // JSON.parse quotes what it cannot read: here an answer with a secret in it.
  'cut-key': [
    { service: 'ram', operation: 'CreateAccessKey', kind: 'cut', cutLength: 'consistent' },
    { service: 'ram', operation: 'CreateAccessKey', kind: 'cut' },
  ],
  'strange-pages': [
    { service: 'ram', operation: 'CreateLoginProfile', kind: 'html', when: 'after' },
    { service: 'ram', operation: 'DeleteLoginProfile', kind: 'error200' },
    { service: 'oss', operation: 'PutBucketTagging', kind: 'html' },
  ],
  throttled: [
    { service: 'ram', operation: 'CreateUser', kind: 'throttle', retryAfter: 1 },
    { service: 'ram', operation: 'CreateAccessKey', kind: 'throttle', retryAfter: 1 },
    { service: 'oss', operation: 'PutBucket', kind: 'throttle' },
  ],
  // Parks, and goes on after `retry`.
  'weak-password': [
    {
      service: 'ram',
      operation: 'CreateLoginProfile',
      kind: 'status',
      status: 400,
      code: 'InvalidParameter.Password.Strength',
      message: 'The password is not strong enough.',
    },
  ],
};

/** The same at Kingsoft's IAM: answers with a secret in them that are lost, cut, or put into something else. */
const IAM_TROUBLES: readonly Omit<FaultRule, 'service'>[] = [
  { kind: 'cut', cutLength: 'consistent' },
  { kind: 'cut' },
  { kind: 'reset', when: 'after' },
  { kind: 'html', when: 'after' },
  { kind: 'error200', when: 'after' },
];

/** Channels as an operator configures them: the file names variables, and these hold the secrets. */
const CHANNELS = ['webhook', 'dingtalk', 'slack'] as const;
const CHANNEL_TABLES = `
[[notify]]
name = "signed"
kind = "webhook"
url_env = "WEBHOOK_URL"
secret_env = "WEBHOOK_SIGN"
events = ["decision", "attention", "cancelled"]
[[notify]]
name = "signed-in-the-address"
kind = "dingtalk"
url_env = "DINGTALK_URL"
secret_env = "DINGTALK_SIGN"
events = ["decision", "attention", "cancelled"]
[[notify]]
name = "token-in-the-path"
kind = "slack"
url_env = "SLACK_URL"
events = ["decision", "cancelled"]
`;

function channelVariables({ notify }: StandInsSummary): Record<string, string> {
  const given = CHANNELS.flatMap((kind) => [
    [`${kind.toUpperCase()}_URL`, notify[kind].url],
    [`${kind.toUpperCase()}_SIGN`, notify[kind].secret ?? ''],
  ]);
  return Object.fromEntries(given) as Record<string, string>;
}

/** Ways in which receivers of notifications fail, with what HTTP clients say meanwhile. */
const DEAF_RECEIVERS: readonly FaultRule[] = [
  { service: 'notify', operation: 'webhook', kind: 'status', status: 500 },
  { service: 'notify', operation: 'webhook', kind: 'reset', after: 1 },
  { service: 'notify', operation: 'dingtalk', kind: 'html' },
  { service: 'notify', operation: 'dingtalk', kind: 'status', status: 302, after: 1 },
  { service: 'notify', operation: 'slack', kind: 'hang' },
  { service: 'notify', operation: 'slack', kind: 'empty', status: 403 },
];

const WRONG_SECRETS = [randomBytes(20).toString('base64'), randomBytes(20).toString('base64')] as const;

let rig: ProcessRig;
/** Everything that nobody but a recipient or the worker's environment may hold. */
let secrets: string[];

/** Every kind of run, at the same time on one worker with its most talkative log; then another worker with wrong keys. */
beforeAll(async () => {
  rig = await startProcessRig(
    { buckets: [{ name: 'photos', synthetic: 'hex:2500' }] },
    { PREP_LOG_LEVEL: 'trace' },
  );
  const { control } = rig;
  for (const [name, faults] of Object.entries(TROUBLES)) {
    for (const fault of faults) {
      await control.fault({ ...fault, resource: fault.service === 'ram' ? `mgw-${name}` : `${name}-oss` });
    }
  }
  await control.fault({
    service: 'ram',
    operation: 'CreateAccessKey',
    resource: 'mgw-cancelled',
    kind: 'hang',
    when: 'after',
  });
  // Whichever runs they hit: every run makes an AccessKey at Kingsoft too.
  for (const fault of IAM_TROUBLES) {
    await control.fault({ service: 'iam', operation: 'CreateAccessKey', ...fault });
  }
  for (const fault of DEAF_RECEIVERS) {
    await control.fault(fault);
  }
  writeFileSync(join(rig.folder, 'prep.toml'), CHANNEL_TABLES);
  const channels = channelVariables(rig.standIns.summary);
  await control.fault({ service: 'sts', kind: 'throttle' });
  await control.fault({ service: 'ks3', operation: 'ListObjectsV2', kind: 'throttle', times: 3 });
  await control.fault({ service: 'ks3', operation: 'ListObjectsV2', kind: 'reset', times: 3 });
  await control.set('propagation', { accessKeySeconds: 2, userReads: 1 });

  const worker = rig.startWorker(channels);
  await Promise.all([
    approved('plain'),
    ...Object.keys(TROUBLES).map((name) => approved(name)),
    rejected('rejected'),
    cancelledWhileKeyHangs('cancelled'),
  ]);
  await worker.stop();
  rig.startWorker({
    ...channels,
    KS3_ACCESS_KEY_SECRET: WRONG_SECRETS[0],
    ALIBABA_ACCESS_KEY_SECRET: WRONG_SECRETS[1],
  });
  await parkedThenCancelled('wrong-keys');
  secrets = [...(await control.secrets()), rig.identity, ...WRONG_SECRETS];
}, 120_000);

afterAll(() => rig.stop(), 60_000);

async function prepare(name: string): Promise<PreparationHandle> {
  return rig.prepare({
    source: { bucket: 'photos', accessKey: 'create' },
    destination: { bucket: `${name}-oss` },
    ramUser: { name: `mgw-${name}` },
  });
}

async function approved(name: string): Promise<void> {
  const handle = await prepare(name);
  await until(async () => {
    const { phase } = await handle.query(statusQuery);
    if (phase.name === 'waiting for approval') {
      await handle.signal(approveSignal, { approver: 'li.wei' });
    } else if (phase.name === 'needs attention') {
      await handle.signal(retrySignal, { by: 'li.wei' });
    }
    return phase.name === 'finished' || undefined;
  }, 90_000);
  expect((await handle.result()).outcome).toBe('prepared');
}

async function rejected(name: string): Promise<void> {
  const handle = await prepare(name);
  await untilPhase(handle, 'waiting for approval');
  await handle.signal(rejectSignal, { approver: 'li.wei', reason: 'wrong bucket' });
  await handle.result();
}

async function cancelledWhileKeyHangs(name: string): Promise<void> {
  const handle = await prepare(name);
  await untilPhase(handle, 'waiting for approval');
  await handle.signal(approveSignal, { approver: 'li.wei' });
  await until(
    async () => ((await rig.control.ramUser(`mgw-${name}`))?.accessKeys.length ?? 0) > 0 || undefined,
  );
  await handle.cancel();
  await handle.result().catch(() => undefined);
}

async function parkedThenCancelled(name: string): Promise<void> {
  const handle = await prepare(name);
  await untilPhase(handle, 'needs attention');
  await handle.cancel();
  await handle.result().catch(() => undefined);
}

describe('the secrets of all runs', () => {
  it('were really at stake', async () => {
    const { ks3, ram } = rig.standIns.summary;
    expect(secrets).toEqual(expect.arrayContaining([ks3.accessKeySecret, ram.accessKeySecret]));
    const { notify } = rig.standIns.summary;
    expect(secrets).toEqual(expect.arrayContaining([notify.dingtalk.secret, notify.webhook.secret]));
    expect(rig.standIns.notify.inbox.messages().length).toBeGreaterThan(10);
    // Two keys and a password for each approved run, and those that were lost or refused on the way.
    const approvedRuns = Object.keys(TROUBLES).length + 1;
    expect(secrets.length).toBeGreaterThan(3 * approvedRuns + 4);
    expect((await rig.control.faults()).filter(({ fired }) => fired === 0)).toEqual([]);
  });

  it('are in no history and no answer to a query', async () => {
    expect(await new SecretSearch(secrets).inWorkflows(rig.client)).toEqual([]);
  }, 60_000);

  it('are in no message that anybody was told', () => {
    const messages = JSON.stringify(rig.standIns.notify.inbox.messages());
    expect(new SecretSearch(secrets).in(messages, 'messages')).toEqual([]);
  });

  it("are in no file: neither the server's database nor any log", () => {
    expect(readdirSync(rig.folder)).toEqual(
      expect.arrayContaining(['temporal.db', 'temporal.log', 'worker.log']),
    );
    expect(new SecretSearch(secrets).inFolder(rig.folder)).toEqual([]);
  }, 60_000);
});

describe('the search itself', () => {
  const planted = 'Planted/Secret+with=signs&0123456789';
  const search = new SecretSearch([planted]);

  it('finds what a server was told in its histories and in its database', async () => {
    const handle = await rig.client.workflow.start('prepareMigraton', {
      workflowId: 'planted',
      taskQueue: TASK_QUEUE,
      args: [{ note: `a secret: ${planted}` }],
    });
    await handle.result().catch(() => undefined);

    const inWorkflows = await search.inWorkflows(rig.client);
    expect(inWorkflows).toContainEqual({ secret: 0, form: 'base64', where: 'history of planted' });
    expect(inWorkflows).toContainEqual({ secret: 0, form: 'plain', where: 'payload of planted' });
    const files = search.inFolder(rig.folder).map(({ where }) => where);
    expect(files.filter((file) => file.startsWith('temporal.db'))).not.toEqual([]);
  });

  it.each([
    ['plain', planted],
    ['plain', `only a part ${planted.slice(5, 20)} of it`],
    ['URL', `https://host/?Password=${encodeURIComponent(planted)}&x=1`],
    ['base64', Buffer.from(planted).toString('base64')],
    ['base64', Buffer.from(`1${planted}1`).toString('base64')],
    ['base64', Buffer.from(`12${planted}`).toString('base64url')],
    ['hex', Buffer.from(planted).toString('hex')],
    ['JSON', JSON.stringify({ 'quoted"secret\\of\nlines': 1 })],
  ])('finds a secret that is written %s into a file (%#)', (form, text) => {
    const folder = mkdtempSync(join(tmpdir(), 'ks3-oss-prep-planted-'));
    try {
      writeFileSync(join(folder, 'worker.log'), `a line\n${text}\nanother line\n`);
      const searched = form === 'JSON' ? new SecretSearch(['quoted"secret\\of\nlines']) : search;
      expect(searched.inFolder(folder)).toContainEqual({ secret: 0, form, where: 'worker.log' });
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
