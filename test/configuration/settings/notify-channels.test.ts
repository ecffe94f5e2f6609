import { inspect } from 'node:util';
import { NOTIFICATION_EVENTS } from '../../../contracts/runs/notification';
import { loadSettings } from '../../../configuration/settings/load-settings';
import { ConfigurationFolder, problemsOf, writeComplete } from './configuration-folder';

const TOKEN = 'f3b1c5a70d9e4428b6c2d9';
const DINGTALK = `https://oapi.dingtalk.com/robot/send?access_token=${TOKEN}`;
const SIGN = 'SEC4be8d0e51c8f4c6d9a77';

let folder: ConfigurationFolder;
beforeEach(() => {
  folder = new ConfigurationFolder();
});
afterEach(() => folder.remove());

async function channels(toml: string, env: Record<string, string> = {}) {
  writeComplete(folder, toml);
  return (await loadSettings(folder.place(env))).settings.notify;
}

const problems = (toml: string, env?: Record<string, string>) => problemsOf(() => channels(toml, env));

describe('[[notify]]', () => {
  it('takes addresses and signing secrets from files and variables', async () => {
    folder.write('url.secret', `${DINGTALK}\n`);
    const found = await channels(
      `
[[notify]]
name = "ops"
kind = "dingtalk"
url_file = "url.secret"
secret_env = "DINGTALK_SIGN"
events = ["waiting", "attention"]
language = "zh"
[[notify]]
name = "audit"
kind = "slack"
url_env = "SLACK_URL"
`,
      { DINGTALK_SIGN: SIGN, SLACK_URL: 'https://hooks.slack.com/services/T0/B0/x' },
    );

    expect(found).toMatchObject([
      { name: 'ops', kind: 'dingtalk', events: ['waiting', 'attention'], language: 'zh' },
      { name: 'audit', kind: 'slack', events: NOTIFICATION_EVENTS, language: 'en', secret: undefined },
    ]);
    expect(found[0]?.url.reveal()).toBe(DINGTALK);
    expect(found[0]?.secret?.reveal()).toBe(SIGN);
    expect(inspect(found, { depth: 9 }) + JSON.stringify(found)).not.toContain(TOKEN);
  });

  it('is told everything that is wrong with it at once', async () => {
    const message = await problems(`
[[notify]]
name = "ops"
kind = "dingtalk"
[[notify]]
name = "ops"
kind = "teams"
url_env = "NOWHERE"
events = ["waiting", "later"]
langauge = "zh"
[[notify]]
name = "a b"
kind = "slack"
url_env = "SLACK_URL"
language = "de"
`);

    for (const line of [
      '- notify.0.url: is missing; for example url_file = "/run/secrets/url"',
      '- notify.1.kind: must be one of "webhook", "dingtalk", "feishu", "wecom", "slack"; for example "dingtalk"',
      '- notify.1.events.1: must be one of "waiting", "reminder", "escalation", "decision", "attention", "done", "changed", "launched", "migrated", "cancelled", "failed"',
      '- notify.1.langauge: is not a known field; did you mean "language"?',
      '- notify.1.url_env: names the environment variable NOWHERE, which is not set',
      '- notify.2.name: is not a channel name: letters, digits, hyphens and underscores; for example "ops"',
      '- notify.2.language: must be one of "en", "zh"; for example "zh"',
    ]) {
      expect(message).toContain(line);
    }
  });

  it('is looked at whatever is wrong with another', async () => {
    const toml =
      '[[notify]]\nname = "a"\nkind = "slack"\nurl_env = "URL"\n[[notify]]\nname = "b"\nurl_env = "URL"\n';

    const message = await problems(toml, { URL: 'http://chat.example.com/' });
    expect(message).toContain('- notify.0.url: must start with https://');
    expect(message).toContain('- notify.1.kind: is missing');
  });

  it('refuses the same name twice', async () => {
    const twice = '[[notify]]\nname = "ops"\nkind = "wecom"\nurl_env = "URL"\n'.repeat(2);

    expect(
      await problems(twice, { URL: 'https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=x' }),
    ).toContain('- notify.1.name: is the name of another channel too');
  });

  it.each([
    [
      'http://chat.example.com/hook',
      'must start with https:// (plain http is accepted for loopback addresses only)',
    ],
    ['ftp://chat.example.com/hook', 'must start with https://'],
    ['chat.example.com/hook', 'has no scheme: write https://chat.example.com/…'],
    ['https://user:word@chat.example.com/hook', 'must not hold a user name or password'],
    [
      'https://oapi.dingtalk.com/robot/send?access_token=x',
      'is an address of dingtalk, but the kind is slack',
    ],
  ])('refuses the address %s without repeating it', async (url, problem) => {
    const secret = `${url}/${TOKEN}`;
    const message = await problems('[[notify]]\nname = "ops"\nkind = "slack"\nurl_env = "URL"\n', {
      URL: secret,
    });

    expect(message).toContain(`- notify.0.url: ${problem}`);
    expect(message).not.toContain(TOKEN);
  });

  it('takes plain http on this machine, for trying out', async () => {
    const toml = '[[notify]]\nname = "ops"\nkind = "slack"\nurl_env = "URL"\n';

    expect(await channels(toml, { URL: 'http://127.0.0.1:9000/slack' })).toHaveLength(1);
  });

  it('refuses an address that stands in the file, without repeating it', async () => {
    const message = await problems(`[[notify]]\nname = "ops"\nkind = "dingtalk"\nurl = "${DINGTALK}"\n`);

    expect(message).toContain('- notify.0.url: must not stand in the file');
    expect(message).not.toContain(TOKEN);
  });

  it.each([
    ['webhook', undefined, 'is missing: it signs what is sent'],
    ['webhook', 'short', 'is shorter than 16 characters'],
    ['slack', SIGN, 'has no use: slack knows no signatures'],
    ['wecom', SIGN, 'has no use: wecom knows no signatures'],
  ])('of kind %s with the signing secret %s is refused', async (kind, secret, problem) => {
    const toml = `[[notify]]\nname = "ops"\nkind = "${kind}"\nurl_env = "URL"\n${secret === undefined ? '' : 'secret_env = "SIGN"\n'}`;
    const message = await problems(toml, { URL: 'https://chat.example.com/', SIGN: secret ?? '' });

    expect(message).toContain(`- notify.0.secret: ${problem}`);
  });

  it('is a list: a single table is explained', async () => {
    expect(await problems('[notify]\nname = "ops"\n')).toContain(
      '- notify: must be a list, but is an object',
    );
  });
});
