import { Control } from '../rig/control';
import { startStandIns, type StandIns } from '../../standins/stand-ins';
import { workerEnvironment } from '../../demo/stand-in-settings';
import { ConfigurationFolder, RECIPIENT } from '../configuration/settings/configuration-folder';
import { run } from './run-command';
import { WORKER_KEY } from '../rig/worker-key';

const CHANNELS = `
[[notify]]
name = "ops"
kind = "dingtalk"
url_env = "DINGTALK_URL"
secret_env = "DINGTALK_SIGN"
events = ["waiting"]
language = "zh"
[[notify]]
name = "chat"
kind = "slack"
url_env = "SLACK_URL"
`;

let standIns: StandIns;
let folder: ConfigurationFolder;

beforeAll(async () => {
  standIns = await startStandIns();
  folder = new ConfigurationFolder();
});
afterAll(async () => {
  await standIns.stop();
  folder.remove();
});
afterEach(async () => {
  standIns.notify.inbox.clear();
  await new Control(standIns).clearFaults();
});

function prepNotifyTest(args: readonly string[] = [], toml = CHANNELS) {
  const { dingtalk, slack } = standIns.summary.notify;
  const env = {
    HOME: folder.path,
    PREP_CONFIG: folder.write('prep.toml', toml),
    TEMPORAL_UI: 'https://temporal.example.com',
    ...workerEnvironment(standIns.summary, RECIPIENT, WORKER_KEY),
    DINGTALK_URL: dingtalk.url,
    DINGTALK_SIGN: dingtalk.secret ?? '',
    SLACK_URL: slack.url,
  };
  return run(['notify', 'test', ...args], { env });
}

/** `213 ms` differs from run to run. */
const timeless = (text: string) => text.replaceAll(/\d+ ms/g, 'N ms');

describe('prep notify test', () => {
  it('sends a message to every channel, whatever events it wants, and says that it was taken', async () => {
    const { exitCode, out } = await prepNotifyTest();

    expect(exitCode).toBe(0);
    expect(timeless(out).split('\n').sort()).toEqual([
      '',
      '✔ chat (slack): accepted the test message after N ms; check that it arrived',
      '✔ ops (dingtalk): accepted the test message after N ms; check that it arrived',
    ]);
    expect(standIns.notify.inbox.messages('dingtalk')).toMatchObject([
      { body: { markdown: { text: expect.stringContaining('测试消息') } } },
    ]);
    expect(JSON.stringify(standIns.notify.inbox.messages('slack'))).toContain(
      '<https://temporal.example.com|',
    );
  });

  it('sends to one channel alone', async () => {
    expect((await prepNotifyTest(['ops'])).exitCode).toBe(0);
    expect(standIns.notify.inbox.messages().map(({ kind }) => kind)).toEqual(['dingtalk']);
  });

  it('says what came back where it was not taken, without address or secret', async () => {
    const { url } = standIns.summary.notify.slack;
    const { exitCode, json, out, error } = await prepNotifyTest(
      ['--json'],
      CHANNELS.replace('secret_env = "DINGTALK_SIGN"', ''),
    );

    expect(exitCode).toBe(1);
    expect(json().channels).toContainEqual({
      channel: 'ops',
      kind: 'dingtalk',
      outcome: 'refused',
      why: expect.stringContaining('(errcode 310000)'),
      milliseconds: expect.any(Number),
    });
    expect(json().channels).toContainEqual(
      expect.objectContaining({ channel: 'chat', outcome: 'delivered' }),
    );
    expect(out + error).not.toContain(url.slice(-20));
  });

  it('tells a receiver that is down from one that refuses', async () => {
    await new Control(standIns).fault({ service: 'notify', operation: 'slack', kind: 'status', status: 503 });

    const { exitCode, out } = await prepNotifyTest(['chat']);
    expect(exitCode).toBe(1);
    expect(out).toBe('! chat (slack): it answered HTTP 503; a run would try again for an hour\n');
  });

  it('names the channels there are for one that there is not', async () => {
    const { exitCode, error } = await prepNotifyTest(['opps']);

    expect(exitCode).toBe(2);
    expect(error).toContain('There is no channel opps; configured channels: ops, chat.');
  });

  it('says how to configure one where there is none', async () => {
    const { exitCode, error } = await prepNotifyTest([], '');

    expect(exitCode).toBe(2);
    expect(error).toContain('No channel is configured: add a [[notify]] table to prep.toml');
  });

  it('is asked for by its whole name', async () => {
    expect((await run(['notify'])).exitCode).not.toBe(0);
  });
});
