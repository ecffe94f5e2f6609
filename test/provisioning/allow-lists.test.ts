import { connectClouds } from '../../provisioning/clouds';
import { validateRotation } from '../../provisioning/request/validate-lifecycle';
import { validateInventory, validatePreparation } from '../../provisioning/request/validate-preparation';
import { validateVerification } from '../../provisioning/request/validate-verification';
import type { Settings } from '../../contracts/settings';
import { rejection } from '../clouds/alibaba/rejection';
import { captureServer } from '../clouds/alibaba/capture-server';
import { RECIPIENT } from '../configuration/settings/configuration-folder';
import { approved } from './preparation';
import { SETTINGS } from './settings';

const OTHER_RECIPIENT = 'age1t7rxyev2z3rw82stdlrrepyc39nvn86l5078zqkf5uasdy86jp6svpy7pa';
const SHANGHAI = 'https://ks3-cn-shanghai.ksyuncs.com';

const own = SETTINGS.sources['default']!;
const allowing: Settings = {
  ...SETTINGS,
  sources: { default: { ...own, allowedEndpoints: [SHANGHAI], allowedRegions: ['SHANGHAI'] } },
};

const prepare = (input: object, settings = SETTINGS) =>
  validatePreparation({ source: { bucket: 'photos' }, ...input }, settings);

/** Every way in which an input names a source. */
const ways = [
  ['prepareMigration', async (source: object, settings: Settings) => prepare({ source }, settings)],
  ['inventoryBucket', async (source: object, settings: Settings) => validateInventory({ source }, settings)],
  [
    'verifyMigration',
    async (source: object, settings: Settings) => validateVerification({ source }, settings),
  ],
  [
    'rotateCredentials',
    async (source: object, settings: Settings) => validateRotation({ key: 'source', source }, settings),
  ],
] as const;

describe.each(ways)('the source of an input of %s', (_, validate) => {
  const named = (source: object, settings = SETTINGS) => validate({ bucket: 'photos', ...source }, settings);

  it('may say what the profile says anyway', async () => {
    const { endpoint, region } = own;

    expect(await named({ endpoint, region })).toEqual(await named({}));
    await expect(named({ endpoint: `${endpoint.replace('ks3', 'KS3')}/` })).resolves.toBeDefined();
  });

  it('may not be at another endpoint or in another region: it gets the AccessKey of the profile', async () => {
    const { type, message } = await rejection(named({ endpoint: SHANGHAI, region: 'SHANGHAI' }));

    expect(type).toBe('InvalidInput');
    expect(message).toContain(
      `- source.endpoint: "${SHANGHAI}" is not allowed by the worker's configuration (source.default.allowed_endpoints); allowed: ${own.endpoint}`,
    );
    expect(message).toContain('- source.region: "SHANGHAI" is not allowed');
    expect(message).toContain('allowed: BEIJING');
  });

  it('is told how KS3 spells a region that is not allowed as it is spelled', async () => {
    const { message } = await rejection(named({ region: 'cn-beijing' }));

    expect(message).toMatch(/source\.region: "cn-beijing" is not allowed .*; KS3 spells it "BEIJING"/);
  });

  it.each(['http://127.0.0.1:7233', 'https://ks3-cn-beijing.ksyuncs.com:8443', `${SHANGHAI}.evil.example`])(
    'may not be at %s, whatever is allowed',
    async (endpoint) => {
      expect((await rejection(named({ endpoint }, allowing))).message).toContain(
        `allowed: ${own.endpoint}, ${SHANGHAI}`,
      );
    },
  );

  it('may be where the profile allows it', async () => {
    const validated = JSON.stringify(await named({ endpoint: SHANGHAI, region: 'SHANGHAI' }, allowing));

    expect(validated).toContain(`"endpoint":"${SHANGHAI}","region":"SHANGHAI"`);
  });
});

describe('a step of a workflow', () => {
  it('gets no connection with another endpoint, even if no check of an input came before it', async () => {
    const server = await captureServer(() => 'reset');
    try {
      const place = { profile: 'default', bucket: 'photos', region: own.region };
      const clouds = connectClouds(SETTINGS);

      for (const endpoint of [server.endpoint, 'not a URL']) {
        expect(await rejection((async () => clouds.ks3({ ...place, endpoint }))())).toMatchObject({
          type: 'InvalidInput',
          message: expect.stringContaining('source.endpoint'),
        });
      }
      expect(server.requests).toEqual([]);
      clouds.ks3({ ...place, endpoint: own.endpoint }).close();
      connectClouds(allowing)
        .ks3({ ...place, endpoint: SHANGHAI })
        .close();
    } finally {
      await server.stop();
    }
  });
});

describe('allowed policies', () => {
  const limited = (allowedPolicies: readonly string[], policies = ['legacy']): Settings => ({
    ...SETTINGS,
    defaults: { ...SETTINGS.defaults, policies, allowedPolicies },
  });

  it.each([
    [['legacy'], ['AliyunMGWFullAccess']],
    [['AliyunOSSFullAccess', 'AliyunMGWFullAccess'], ['legacy']],
    [
      ['legacy', 'current'],
      ['current', 'AliyunOSSFullAccess'],
    ],
    [['custom:ours'], ['custom:ours']],
  ])('%j let an input ask for %j', async (allowed, policies) => {
    await expect(prepare({ ramUser: { policies } }, limited(allowed))).resolves.toMatchObject({
      ramUser: { policies: expect.any(Array) },
    });
  });

  it.each([
    [['legacy'], ['legacy', 'AliyunRAMFullAccess'], 'ramUser.policies.1: "AliyunRAMFullAccess"'],
    [['AliyunOSSFullAccess'], ['legacy'], 'ramUser.policies.0: "legacy"'],
    [['legacy'], ['custom:AliyunOSSFullAccess'], 'ramUser.policies.0: "custom:AliyunOSSFullAccess"'],
    [['custom:ours'], ['ours'], 'ramUser.policies.0: "ours"'],
  ])('%j do not let an input ask for %j', async (allowed, policies, problem) => {
    const { type, message } = await rejection(prepare({ ramUser: { policies } }, limited(allowed)));

    expect(type).toBe('InvalidInput');
    expect(message).toContain(
      `- ${problem} is not allowed by the worker's configuration (defaults.allowed_policies); allowed: ${allowed.join(', ')}`,
    );
  });

  it('bind the default too, and without them anything may be asked for', async () => {
    expect((await rejection(prepare({}, limited(['AliyunMGWFullAccess'])))).message).toContain('"legacy"');
    await prepare({ ramUser: { policies: ['AliyunRAMFullAccess'] } });
  });
});

describe('allowed recipients', () => {
  const limited: Settings = {
    ...SETTINGS,
    credentials: { ...SETTINGS.credentials, allowedRecipients: [RECIPIENT] },
  };
  const to = (...recipients: string[]) => ({ credentials: { recipients } });

  it('let an input seal to them, and to nobody else', async () => {
    await prepare(to(RECIPIENT), limited);

    const { type, message } = await rejection(prepare(to(RECIPIENT, OTHER_RECIPIENT), limited));
    expect(type).toBe('InvalidInput');
    expect(message).toContain(
      `- credentials.recipients.1: is not allowed by the worker's configuration (credentials.allowed_recipients); allowed: ${RECIPIENT}`,
    );
  });

  it('bind the configured recipients too, for preparations and rotations', async () => {
    const other: Settings = {
      ...limited,
      credentials: { ...limited.credentials, recipients: [OTHER_RECIPIENT] },
    };

    // One after the other: nobody would catch the second while the first is waited for.
    for (const validated of [
      () => prepare({}, other),
      () => validateRotation({ source: { bucket: 'photos' } }, other),
    ]) {
      expect((await rejection(validated())).message).toContain('credentials.recipients.0: is not allowed');
    }
  });

  it('are nothing that the plan or its digest shows', async () => {
    const [open, closed] = [await prepare({}), await prepare({}, limited)];

    expect(closed).toEqual(open);
    expect(approved(closed).plan).toEqual(approved(open).plan);
    expect(closed.credentials).not.toHaveProperty('allowedRecipients');
  });
});
