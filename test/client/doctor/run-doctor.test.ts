import { sayIn } from '../../../presentation/words/words';
import { englishLeft } from '../../english-left';
import { inWords } from '../../../client/doctor/render-report';
import { inEnglish } from '../in-english';
import { runDoctor } from '../../../client/doctor/run-doctor';
import type { DoctorCheck } from '../../../client/doctor/doctor-report';
import { workerEnvironment } from '../../../demo/stand-in-settings';
import { startStandIns, type StandIns } from '../../../standins/stand-ins';
import { KEY } from '../../provisioning/ssh/signature-vectors';
import { Control } from '../../rig/control';
import { ConfigurationFolder, RECIPIENT } from '../../configuration/settings/configuration-folder';
import { WORKER_KEY } from '../../rig/worker-key';

/** Of the process, which runs the tests of other files too. */
const WORKING_FOLDER = process.cwd();

let standIns: StandIns;
let control: Control;
let folder: ConfigurationFolder;

beforeAll(async () => {
  standIns = await startStandIns({ buckets: [{ name: 'photos' }, { name: 'empty' }] });
  control = new Control(standIns);
  await control.arrange('ks3', 'put-objects', { bucket: 'photos', objects: [{ key: 'a.jpg', size: 1 }] });
});
afterAll(() => standIns.stop());

beforeEach(() => {
  folder = new ConfigurationFolder();
  // The doctor looks for ./prep.toml, and the tests' own folder must not matter.
  process.chdir(folder.path);
});
afterEach(async () => {
  process.chdir(WORKING_FOLDER);
  folder.remove();
  await control.clearFaults();
});

/** The stand-ins' clouds, and a Temporal server that is not there. */
function environment(more: Record<string, string> = {}): Record<string, string> {
  return {
    HOME: folder.path,
    TEMPORAL_ADDRESS: '127.0.0.1:1',
    PREP_APPROVERS: 'li.wei',
    ...workerEnvironment(standIns.summary, RECIPIENT, WORKER_KEY),
    ...more,
  };
}

async function examine(
  more: Record<string, string> = {},
  request: { bucket?: string; profile?: string } = {},
) {
  const report = await runDoctor({ env: environment(more), ...request });
  const checks = report.checks.map((check) => inWords(check, inEnglish()));
  return {
    checks,
    named: (name: string) => checks.filter((check) => check.name === name),
    not: (outcome: DoctorCheck['outcome']) => checks.filter((check) => check.outcome !== outcome),
  };
}

describe('an installation whose clouds are right', () => {
  it('is told what was found, and nothing is changed', async () => {
    const before = (await control.audit()).length;

    const { checks, not } = await examine();

    expect(not('ok').map(({ name }) => name)).toEqual(['Approval', 'Temporal']);
    expect(checks.map(({ name }) => name)).toEqual([
      'Configuration',
      'Recipients',
      'Approval',
      'Worker keys',
      'Payload encryption',
      'Temporal',
      'KS3 (default)',
      'Kingsoft IAM (default)',
      'Kingsoft IAM (default)',
      'Alibaba identity',
      'OSS',
      'RAM users',
      'RAM password policy',
      'RAM sign-in domain',
      'Policy AliyunOSSFullAccess',
      'Policy AliyunMGWFullAccess',
    ]);
    const calls = (await control.audit()).slice(before);
    expect(calls.length).toBeGreaterThan(5);
    expect(calls.filter(({ effect }) => effect !== undefined)).toEqual([]);
  });

  it('has the given bucket listed, located and read', async () => {
    const { named } = await examine({}, { bucket: 'photos' });

    const messages = named('KS3 (default)').map(({ message }) => message);
    expect(named('KS3 (default)').filter(({ outcome }) => outcome !== 'ok')).toEqual([]);
    expect(messages).toContain('The AccessKey can list KS3 bucket photos.');
    expect(messages).toContain('The AccessKey can read objects of KS3 bucket photos.');
  });

  it('is told the public key that others verify results with', async () => {
    const { named } = await examine();

    expect(named('Worker keys')).toMatchObject([
      { outcome: 'ok', message: expect.stringContaining(WORKER_KEY.publicKey) },
    ]);
    expect(named('Worker keys')[0]?.message).toContain(`worker key ${WORKER_KEY.id}`);
  });

  it('is told that the public endpoint serves no objects to this account', async () => {
    await control.arrange('oss', 'create-bucket', { name: 'first-of-the-account' });
    await control.arrange('oss', 'switches', { publicEndpoint: 'without-objects' });
    const { named } = await examine();
    await control.arrange('oss', 'switches', { publicEndpoint: 'open' });

    expect(named('OSS')).toMatchObject([
      { outcome: 'problem', message: expect.stringContaining('March 2025') },
    ]);
    expect(JSON.stringify(named('OSS'))).toContain('oss_endpoint');
  });

  it('has the domains of buckets tried in place of the public endpoint', async () => {
    const domain = standIns.summary.oss.endpoint.replace('127.0.0.1', 'localhost');
    folder.write('prep.toml', `[alibaba]\noss_domains = { with-domain = "${domain}" }\n`);
    await control.arrange('oss', 'create-bucket', { name: 'with-domain' });
    const arranged = { domains: { localhost: 'with-domain' }, publicEndpoint: 'without-objects' };
    await control.arrange('oss', 'switches', arranged);
    const accepted = await examine();
    await control.arrange('oss', 'switches', { domains: { localhost: 'first-of-the-account' } });
    const elsewhere = await examine();
    await control.arrange('oss', 'switches', { domains: {}, publicEndpoint: 'open' });

    expect(accepted.named('OSS')).toMatchObject([{ outcome: 'ok' }]);
    expect(elsewhere.named('OSS')).toMatchObject([
      { outcome: 'problem', message: expect.stringContaining('is mapped to another bucket') },
    ]);
  });

  it('is told that a temporary AccessKey ends before a run may', async () => {
    const { named } = await examine({ ALIBABA_SECURITY_TOKEN: 'a-token' });

    expect(named('AccessKeys')).toMatchObject([
      { outcome: 'warning', message: expect.stringContaining('alibaba.security_token is set') },
    ]);
  });

  it('has a problem without a worker key, which names the command that makes one', async () => {
    const { not } = await examine({ PREP_TRUST_KEYS: '' });

    expect(not('ok')).toContainEqual(
      expect.objectContaining({
        name: 'Configuration',
        outcome: 'problem',
        message: expect.stringMatching(/^trust\.keys: .*npx prep keygen --worker-key --out FILE$/),
      }),
    );
  });

  it('is told whose its KS3 key is', async () => {
    const { named } = await examine();

    expect(named('Kingsoft IAM (default)')[0]?.message).toMatch(
      new RegExp(
        `^AccessKey ${standIns.summary.ks3.accessKeyId} belongs to Kingsoft IAM user prep-operator of`,
      ),
    );
  });

  it('is told its secrets are shown nowhere', async () => {
    const printed = JSON.stringify((await examine()).checks);

    for (const secret of await control.secrets()) {
      expect(printed).not.toContain(secret);
    }
  });
});

describe('the channels that are told how preparations go', () => {
  const channel = '[[notify]]\nname = "ops"\nkind = "slack"\nurl_env = "SLACK_URL"\n';

  it('are named, and nothing is sent', async () => {
    folder.write('prep.toml', channel);
    const { named } = await examine({
      SLACK_URL: standIns.summary.notify.slack.url,
      TEMPORAL_UI: 'https://temporal.example.com',
    });

    expect(named('Notifications')).toEqual([
      {
        name: 'Notifications',
        outcome: 'ok',
        message: expect.stringContaining('ops (slack). Nothing was sent; try it with: npx prep notify test'),
      },
    ]);
    expect(standIns.notify.inbox.messages()).toEqual([]);
  });

  it('have no link where nobody says where the Web UI is', async () => {
    folder.write('prep.toml', channel);
    const { named } = await examine({ SLACK_URL: standIns.summary.notify.slack.url });

    expect(named('Notifications')).toMatchObject([
      { outcome: 'warning', remedy: expect.stringContaining('TEMPORAL_UI') },
    ]);
  });
});

describe('what is wrong with a cloud', () => {
  it('is a KS3 secret that is not the right one', async () => {
    const { named } = await examine({ KS3_ACCESS_KEY_SECRET: 'not-the-right-secret' });

    expect(named('KS3 (default)')).toMatchObject([
      { outcome: 'problem', message: expect.stringContaining('KS3 rejected the signature') },
    ]);
    expect(named('KS3 (default)')[0]?.remedy).toMatch(/^Check KS3_ACCESS_KEY_SECRET, or the source profile/);
    expect(named('OSS')).toMatchObject([{ outcome: 'ok' }]);
  });

  it('is a KS3 bucket that does not exist, or a profile that is not configured', async () => {
    const misspelt = await examine({}, { bucket: 'phots' });
    const elsewhere = await examine({}, { bucket: 'photos', profile: 'archive' });

    expect(misspelt.named('KS3 (default)')).toMatchObject([
      { outcome: 'problem', message: expect.stringContaining('KS3 bucket phots does not exist') },
    ]);
    expect(elsewhere.named('KS3 (archive)')).toMatchObject([
      { outcome: 'problem', remedy: 'Name one of default with --profile.' },
    ]);
  });

  it('is perhaps a KS3 key that may not ask about every bucket', async () => {
    await control.fault({
      service: 'ks3',
      kind: 'status',
      status: 403,
      code: 'AccessDenied',
      times: 0,
    } as never);

    expect((await examine()).named('KS3 (default)')).toMatchObject([
      { outcome: 'warning', remedy: expect.stringContaining('prep doctor --bucket NAME --profile default') },
    ]);
  });

  it('is an Alibaba AccessKey that is not accepted; the others would only repeat it', async () => {
    const { named, checks } = await examine({ ALIBABA_ACCESS_KEY_SECRET: 'not-the-right-secret' });

    expect(named('Alibaba identity')).toMatchObject([
      {
        outcome: 'problem',
        remedy: expect.stringContaining('AccessKey ID and secret of the Alibaba Cloud account'),
      },
    ]);
    expect(checks.filter(({ name }) => /^(OSS|RAM|Policy)/.test(name))).toEqual([]);
  });

  it('is an STS that does not answer; the others are still asked', async () => {
    const { named } = await examine({ ALIBABA_STS_ENDPOINT: 'http://127.0.0.1:1' });

    expect(named('Alibaba identity')).toMatchObject([
      { outcome: 'problem', remedy: expect.stringMatching(/^Check the network between/) },
    ]);
    expect(named('OSS')).toMatchObject([{ outcome: 'ok' }]);
    expect(named('RAM users')).toMatchObject([{ outcome: 'ok' }]);
  });

  it('is an AccessKey of another account than the configured one', async () => {
    const { named } = await examine({ ALIBABA_ACCOUNT_ID: '1234567890' });

    expect(named('Alibaba identity')).toMatchObject([
      {
        outcome: 'problem',
        message: expect.stringContaining(`STS reports account ${standIns.summary.ram.accountId}`),
        remedy: 'Correct alibaba.account_id, or use an AccessKey of that account.',
      },
    ]);
  });

  it('is a default policy that the account does not have', async () => {
    const { named } = await examine({ PREP_POLICIES: 'AliyunNoSuchAccess' });

    expect(named('Policy AliyunNoSuchAccess')).toMatchObject([
      { outcome: 'problem', remedy: expect.stringContaining('defaults.policies') },
    ]);
  });

  it('is an endpoint where nothing listens, each told for itself', async () => {
    const { named } = await examine({
      KS3_ENDPOINT: 'http://127.0.0.1:1',
      ALIBABA_OSS_ENDPOINT: 'http://127.0.0.1:1',
      ALIBABA_RAM_ENDPOINT: 'http://127.0.0.1:1',
    });

    for (const name of ['KS3 (default)', 'OSS', 'RAM users']) {
      expect(named(name)).toMatchObject([
        { outcome: 'problem', remedy: expect.stringMatching(/^Check the network between/) },
      ]);
    }
    expect(named('Alibaba identity')).toMatchObject([{ outcome: 'ok' }]);
  });
});

describe('an IAM that does not tell', () => {
  it.each([
    ['is not configured', { KS3_IAM_ENDPOINT: 'none' }, /^None is configured/],
    [
      'does not answer',
      { KS3_IAM_ENDPOINT: 'http://127.0.0.1:1' },
      /could not be checked: .* did not answer/,
    ],
    [
      'does not take the key',
      { KS3_IAM_ACCESS_KEY_ID: 'AKLTstranger', KS3_IAM_ACCESS_KEY_SECRET: 'strange' },
      /could not be checked: .* does not accept the AccessKey/,
    ],
  ])('since it %s is said, and is no problem', async (_, env, message) => {
    const { named } = await examine(env);

    expect(named('Kingsoft IAM (default)')[0]?.message).toMatch(message);
    expect(named('Kingsoft IAM (default)').map(({ outcome }) => outcome)).not.toContain('problem');
    expect(named('KS3 (default)')).toMatchObject([{ outcome: 'ok' }]);
  });

  it('because the key may not ask it is said with what would need it', async () => {
    await control.fault({ service: 'iam', kind: 'status', status: 403, code: 'AccessDenied', times: 0 });

    const { named } = await examine();

    expect(named('Kingsoft IAM (default)')).toMatchObject([
      { outcome: 'ok', message: expect.stringContaining('could not be checked') },
      {
        outcome: 'warning',
        message: expect.stringContaining('Only "accessKey": "create" needs it.'),
        remedy: expect.stringContaining('docs/configuration.md'),
      },
    ]);
  });
});

describe('what is wrong with the configuration', () => {
  it('is told problem by problem, and the clouds are not asked', async () => {
    const before = (await control.audit()).length;

    const { named, checks } = await examine({
      KS3_ENDPOINT: 'ks3',
      ALIBABA_REGION: 'Peking',
      PREP_HTTP_PORT: 'x',
    });

    expect(named('Configuration')).toHaveLength(3);
    expect(named('Configuration')[0]).toMatchObject({
      outcome: 'problem',
      message: '$KS3_ENDPOINT (source.default.endpoint): is not a URL',
      remedy: 'For example "https://ks3-cn-beijing.ksyuncs.com"',
    });
    expect(named('Clouds')).toMatchObject([{ outcome: 'warning' }]);
    expect(checks.map(({ name }) => name)).toContain('Temporal');
    expect(await control.audit()).toHaveLength(before);
  });

  it('is a secrets file that others can read', async () => {
    const secret = folder.write('secret', 'x', 0o644);
    const { KS3_ACCESS_KEY_SECRET: _, ...env } = environment({ KS3_ACCESS_KEY_SECRET_FILE: secret });

    const checks = (await runDoctor({ env })).checks.map((check) => inWords(check, inEnglish()));

    expect(checks[0]).toMatchObject({
      name: 'Configuration',
      outcome: 'problem',
      message: expect.stringContaining(`run: chmod 600 ${secret}`),
    });
  });

  it('is a prep.toml that others can change', async () => {
    folder.write('prep.toml', '', 0o666);

    const { named } = await examine();

    expect(named('Configuration')).toMatchObject([
      { outcome: 'problem', message: expect.stringMatching(/can be changed by others.+ run: chmod go-w /) },
    ]);
  });

  it('is a variable that is not spelt as it should be', async () => {
    const { named } = await examine({ KS3_ENDPIONT: 'https://x', ALIBABA_CLOUD_REGION: 'x' });

    expect(named('Environment')).toEqual([
      {
        name: 'Environment',
        outcome: 'warning',
        message: 'KS3_ENDPIONT is not a variable of this product, so it has no effect.',
        remedy: 'Did you mean KS3_ENDPOINT?',
      },
    ]);
  });

  it('is perhaps a proxy, which is not used for the clouds', async () => {
    const { named } = await examine({
      HTTPS_PROXY: 'http://127.0.0.1:1',
      KS3_IAM_ENDPOINT: 'https://iam.invalid',
    });
    expect(named('Proxy')).toMatchObject([
      { outcome: 'warning', remedy: expect.stringContaining('a direct route to iam.invalid;') },
    ]);
  });

  it('is perhaps that a name is all that an approval takes', async () => {
    const { named } = await examine();
    expect(named('Approval')).toMatchObject([
      { outcome: 'warning', message: expect.stringContaining('can do so as li.wei') },
    ]);

    const toml = `[approval]\napprovers = [{ name = "li.wei", keys = ["${KEY.line}"] }]\n`;
    folder.write('prep.toml', toml);
    const signing = await examine({ PREP_APPROVERS: '' });
    expect(signing.named('Approval')).toEqual([
      {
        name: 'Approval',
        outcome: 'ok',
        message: '1 of li.wei must approve within 3 days, each with a signature.',
      },
    ]);
  });

  it('is perhaps that nobody is named as recipient or approver', async () => {
    const { named } = await examine({ PREP_APPROVERS: '', PREP_RECIPIENTS: '' });

    expect(named('Recipients')).toMatchObject([
      { outcome: 'warning', remedy: expect.stringContaining('PREP_RECIPIENTS') },
    ]);
    expect(named('Approval')).toMatchObject([
      { outcome: 'warning', remedy: expect.stringContaining('PREP_APPROVERS') },
    ]);
  });
});

it('says where Temporal was looked for when it is not there', async () => {
  const { named } = await examine();

  expect(named('Temporal')).toEqual([
    {
      name: 'Temporal',
      outcome: 'problem',
      message: 'Cannot reach the Temporal server 127.0.0.1:1: nothing listens there.',
      remedy: expect.stringContaining('TEMPORAL_ADDRESS'),
    },
  ]);
});

it('tells what is wrong with the settings of the Temporal connection', async () => {
  const { named } = await examine({ TEMPORAL_CONFIG_FILE: '/nowhere/temporal.toml' });

  expect(named('Temporal')).toMatchObject([
    {
      outcome: 'problem',
      message: '$TEMPORAL_CONFIG_FILE: names /nowhere/temporal.toml, which does not exist',
    },
  ]);
});

describe('in Chinese, without an English sentence', () => {
  it.each<[string, Record<string, string>, { bucket?: string; profile?: string }]>([
    ['what is right', {}, { bucket: 'photos' }],
    ['a configuration that is not valid', { PREP_RECIPIENTS: 'li.wei', KS3_REGION: '' }, {}],
    ['keys that are not accepted', { ALIBABA_ACCESS_KEY_SECRET: 'x', KS3_ACCESS_KEY_SECRET: 'x' }, {}],
    [
      'a profile that is not there',
      { KS3_REGION: 'cn-beijing', PREP_APPROVERS: '' },
      { profile: 'b', bucket: 'photos' },
    ],
  ])('says %s', async (_, more, request) => {
    const { checks } = await runDoctor({ env: environment(more), ...request });
    const look = { language: 'zh', say: sayIn('zh') } as const;
    const texts = checks.map((check) => inWords(check, look)).flatMap((one) => Object.values(one));
    expect(texts.length).toBeGreaterThan(10);
    expect(texts.flatMap(englishLeft)).toEqual([]);
  });
});
