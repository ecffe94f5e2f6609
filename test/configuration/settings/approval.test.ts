import { loadSettings } from '../../../configuration/settings/load-settings';
import type { ApprovalPolicy } from '../../../contracts/settings';
import { KEY, RSA_KEY_LINE, SECURITY_KEY } from '../../provisioning/ssh/signature-vectors';
import { PLAIN_APPROVAL } from '../../rig/plain-approval';
import { ConfigurationFolder, writeComplete } from './configuration-folder';

let folder: ConfigurationFolder;
beforeEach(() => {
  folder = new ConfigurationFolder();
});
afterEach(() => folder.remove());

const DAY = 86_400_000;
const LI = `{ name = "li.wei", keys = ["${KEY.line} li.wei@laptop"] }`;

async function policy(toml: string, env: Record<string, string> = {}): Promise<ApprovalPolicy> {
  writeComplete(folder, toml);
  return (await loadSettings(folder.place(env))).settings.approval;
}

async function problems(toml: string): Promise<string> {
  return policy(toml).then(
    () => '',
    (error: unknown) => (error as Error).message,
  );
}

describe('an approval policy', () => {
  it('names approvers with and without keys, and a second group', async () => {
    const toml = `
[approval]
approvers = [${LI}, "zhang.min"]
required = 2
four_eyes = true
require_comment = true
sign_rejections = true
timeout = "10 days"
escalate_after = "1 day"
escalate_to = [{ name = "chen.jie", keys = ["${SECURITY_KEY.line}"] }]
`;
    expect(await policy(toml)).toEqual({
      approvers: ['li.wei', 'zhang.min'],
      keys: [
        { approver: 'li.wei', publicKey: KEY.line, fingerprint: KEY.fingerprint },
        { approver: 'chen.jie', publicKey: SECURITY_KEY.line, fingerprint: SECURITY_KEY.fingerprint },
      ],
      required: 2,
      fourEyes: true,
      requireComment: true,
      principals: [],
      requireSignatures: false,
      requirePrincipals: false,
      signRejections: true,
      timeoutMs: 10 * DAY,
      remindEveryMs: DAY / 3,
      escalation: { afterMs: DAY, approvers: ['chen.jie'] },
    });
  });

  it('names nobody who could pass for somebody else', async () => {
    expect(await problems('[approval]\napprovers = ["li\\u200B.wei"]')).toContain(
      'holds "\\u{200B}" (character 3 of "li\\u{200B}.wei"), which cannot be seen',
    );
    expect(await problems('[approval]\napprovers = [{ name = "li.w\\u0435i" }]')).toContain(
      'mixes alphabets',
    );
  });

  it('names what approvers sign in to Temporal as, where it is not their name', async () => {
    const toml = `
[approval]
approvers = [
  { name = "li.wei", principal = "li.wei@example.com", principal_type = "jwt" },
  { name = "wang.fang", principal_type = "oidc" },
  "zhang.min",
]
require_principals = true
escalate_after = "1 day"
escalate_to = [{ name = "chen.jie", principal = "chen" }]
`;
    expect(await policy(toml)).toMatchObject({
      requirePrincipals: true,
      principals: [
        { approver: 'li.wei', name: 'li.wei@example.com', type: 'jwt' },
        { approver: 'wang.fang', name: 'wang.fang', type: 'oidc' },
        { approver: 'chen.jie', name: 'chen', type: null },
      ],
    });
  });

  it('asks for principals in one account alone where its table says so', async () => {
    const toml = '[approval.account.1234567890123456]\nrequire_principals = true';
    expect(await policy(toml)).toMatchObject({ requirePrincipals: true });
    const elsewhere = { ALIBABA_ACCOUNT_ID: '9999999999999999' };
    expect(await policy(toml, elsewhere)).toMatchObject({ requirePrincipals: false });
  });

  it('asks for nothing but one approval where nothing is said', async () => {
    expect(await policy('')).toEqual(PLAIN_APPROVAL);
  });

  it('is that of the destination account where it has one, and the general one for what that leaves open', async () => {
    const toml = `
[approval]
approvers = ["li.wei", "zhang.min"]
require_comment = true
[approval.account.1234567890123456]
required = 2
require_comment = false
[approval.account.9999999999999999]
approvers = ["wang.fang"]
`;
    const general = { approvers: ['li.wei', 'zhang.min'] };
    expect(await policy(toml)).toMatchObject({ ...general, required: 2, requireComment: false });
    expect(await policy(toml, { ALIBABA_ACCOUNT_ID: '9999999999999999' })).toMatchObject({
      approvers: ['wang.fang'],
      required: 1,
      requireComment: true,
    });
    expect(await policy(toml, { ALIBABA_ACCOUNT_ID: '8888888888888888' })).toMatchObject({
      ...general,
      required: 1,
    });
  });

  it('can be switched on by the environment', async () => {
    const env = {
      PREP_APPROVERS: 'li.wei,zhang.min',
      PREP_APPROVAL_FOUR_EYES: 'true',
      PREP_APPROVAL_REQUIRE_COMMENT: '1',
      PREP_APPROVAL_SIGN_REJECTIONS: 'true',
      PREP_APPROVAL_REQUIRE_PRINCIPALS: 'true',
    };
    expect(await policy('', env)).toMatchObject({
      approvers: ['li.wei', 'zhang.min'],
      fourEyes: true,
      requireComment: true,
      signRejections: true,
      requirePrincipals: true,
    });
  });

  it.each([
    [
      'a key of another type',
      `approvers = [{ name = "a", keys = ["${RSA_KEY_LINE}"] }]`,
      'approval.approvers.0.keys.0: is of the type ssh-rsa',
    ],
    ['an approver without a name', 'approvers = [{ keys = [] }]', 'approval.approvers.0.name: is missing'],
    [
      'a field that there is not',
      'approvers = [{ name = "a", key = "x" }]',
      'approval.approvers.0.key: is not a known field',
    ],
    ['one person twice', 'approvers = ["li.wei", "Li.Wei"]', 'approval.approvers: names Li.Wei twice'],
    [
      'one key of two people',
      `approvers = [${LI}, { name = "zhang.min", keys = ["${KEY.line}"] }]`,
      `approval.approvers: gives the key ${KEY.fingerprint} to zhang.min, though it is li.wei's already`,
    ],
    [
      'one principal of two people',
      'approvers = ["li.wei", { name = "zhang.min", principal = "li.wei", principal_type = "jwt" }]',
      `approval.approvers: gives the principal jwt "li.wei" to zhang.min, though it is li.wei's already`,
    ],
    [
      'one principal in both groups',
      'approvers = [{ name = "a", principal = "x" }]\nescalate_after = "1 day"\nescalate_to = [{ name = "b", principal = "x" }]',
      `approval.approvers: gives the principal "x" to b, though it is a's already`,
    ],
    [
      'signatures without keys',
      `approvers = [${LI}, "zhang.min"]\nrequire_signatures = true`,
      'approval.require_signatures: is true, but zhang.min have no key',
    ],
    [
      'signatures of anybody',
      'require_signatures = true',
      'approval.require_signatures: is true, but no approver is named',
    ],
    [
      'a second group without a time',
      'approvers = ["a"]\nescalate_to = ["b"]',
      'approval.escalate_after: is missing alongside escalate_to',
    ],
    [
      'a time without a second group',
      'approvers = ["a"]\nescalate_after = "1 day"',
      'approval.escalate_to: is missing alongside escalate_after',
    ],
    [
      'a second group behind anybody',
      'escalate_to = ["b"]\nescalate_after = "1 day"',
      'approval.approvers: is empty',
    ],
    [
      'a second group that never counts',
      'approvers = ["a"]\nescalate_to = ["b"]\nescalate_after = "4 days"',
      'approval.escalate_after: is not sooner than timeout',
    ],
    [
      'somebody in both groups',
      'approvers = ["a"]\nescalate_to = ["A"]\nescalate_after = "1 day"',
      'approval.escalate_to: names A, who is among the approvers',
    ],
    [
      'more approvals than approvers',
      'approvers = ["a", "b"]\nrequired = 3',
      'approval.required: is 3, but there are only 2 approvers',
    ],
    ['reminders without end', 'remind_every = "1 minute"', 'approval.remind_every: would remind 4320 times'],
    [
      'an account that is none',
      '[approval.account.photos]\nrequired = 2',
      'approval.account.photos: is not an account ID',
    ],
    [
      'a wrong policy of one account',
      'approvers = ["a"]\n[approval.account.1234567890123456]\nrequired = 2',
      'approval.account.1234567890123456.required: is 2, but there are only 1',
    ],
  ])('is refused with %s', async (_, toml, problem) => {
    expect(await problems(`\n[approval]\n${toml}\n`)).toContain(`- ${problem}`);
  });
});
