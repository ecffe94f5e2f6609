import { Secret } from '../../../contracts/credentials/secret';
import type { LoadedSettings } from '../../../configuration/settings/loaded-settings';
import { loadSettings } from '../../../configuration/settings/load-settings';
import { workerLogger } from '../../../worker/logging/worker-logger';
import {
  ALIBABA_SECRET,
  ConfigurationFolder,
  ENOUGH,
  KS3_SECRET,
} from '../../configuration/settings/configuration-folder';

const folder = new ConfigurationFolder();
afterAll(() => folder.remove());

/** A logger of the given settings, and the lines that it wrote. */
async function logger(env: Record<string, string>) {
  const loaded: LoadedSettings = await loadSettings(folder.place({ ...ENOUGH, ...env }));
  const lines: string[] = [];
  return { log: workerLogger(loaded, (line) => lines.push(line)), lines };
}

describe('the log', () => {
  it('is one JSON object a line for machines', async () => {
    const { log, lines } = await logger({ PREP_LOG_FORMAT: 'json' });

    log.info('Two\nlines', { workflowId: 'prepare/photos', bytes: 12n, error: new Error('broken') });

    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatch(/^[^\n]*\n$/);
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({
      level: 'info',
      message: 'Two\nlines',
      workflowId: 'prepare/photos',
      bytes: '12',
      error: { type: 'Error', message: 'broken' },
      time: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/),
    });
  });

  it('is one line of text an entry for people', async () => {
    const { log, lines } = await logger({});

    log.warn('Two\nlines', { workflowId: 'prepare/photos', reason: 'no route' });

    expect(lines[0]).toMatch(
      /^\S+Z WARN {2}Two \| lines {2}workflowId=prepare\/photos {2}reason="no route"\n$/,
    );
  });

  it('is free of control characters and of the tokens that answer for an activity', async () => {
    const { log, lines } = await logger({});

    log.warn('before\u001b[2Jafter', {
      activityId: '1',
      odd: 'x\u0007y',
      taskToken: 'CiQwMWEy',
      task_token: 'TaskToken(CiQwMWEy)',
    });

    expect(lines[0]).toMatch(/WARN {2}before\\u\{1B\}\[2Jafter {2}activityId=1 {2}odd="x\\u0007y"\n$/);
  });

  it('leaves out what is below its level', async () => {
    const { log, lines } = await logger({ PREP_LOG_LEVEL: 'warn' });

    log.info('not this');
    log.error('but this');

    expect(lines.join('')).toMatch(/but this/);
    expect(lines).toHaveLength(1);
  });

  it.each(['json', 'text'])('holds no configured secret, whoever logs it (%s)', async (format) => {
    const { log, lines } = await logger({ PREP_LOG_FORMAT: format, KS3_SESSION_TOKEN: 'token"with"quotes' });

    log.error(`Signature with ${KS3_SECRET} failed`, {
      url: `https://x/?secret=${ALIBABA_SECRET}`,
      token: 'token"with"quotes',
      held: new Secret(ALIBABA_SECRET),
    });

    const written = lines.join('');
    expect(written).toContain('[secret]');
    for (const secret of [KS3_SECRET, ALIBABA_SECRET, 'token"with"quotes', 'token\\"with\\"quotes']) {
      expect(written).not.toContain(secret);
    }
  });

  it('holds no address of a channel, no token of one and no signing secret', async () => {
    const own = new ConfigurationFolder();
    const [token, hook, sign] = [
      'f3b1c5a70d9e4428b6c2d9',
      'XbT7kQ2mPp9sLw4vNc8aYd3e',
      'SEC4be8d0e51c8f4c6d9a77',
    ];
    own.write(
      'prep.toml',
      `
[[notify]]
name = "ops"
kind = "dingtalk"
url_env = "DINGTALK_URL"
secret_env = "DINGTALK_SIGN"
[[notify]]
name = "chat"
kind = "slack"
url_env = "SLACK_URL"
`,
    );
    const env = {
      DINGTALK_URL: `https://oapi.dingtalk.com/robot/send?access_token=${token}`,
      DINGTALK_SIGN: sign,
      SLACK_URL: `https://hooks.slack.com/services/T0/B0/${hook}`,
    };
    const lines: string[] = [];
    const log = workerLogger(await loadSettings(own.place({ ...ENOUGH, ...env })), (line) =>
      lines.push(line),
    );
    own.remove();

    log.error(`POST ${env.DINGTALK_URL}&timestamp=1 failed; path /services/T0/B0/${hook}`, { key: sign });

    const written = lines.join('');
    for (const secret of [token, hook, sign, 'access_token=']) {
      expect(written).not.toContain(secret);
    }
    expect(written).toContain('POST [secret]&timestamp=1 failed; path /services/T0/B0/[secret]');
  });

  it('goes on where an attribute cannot be written', async () => {
    const { log, lines } = await logger({ PREP_LOG_FORMAT: 'json' });
    const circle: Record<string, unknown> = {};
    circle['itself'] = circle;

    log.info('odd', { circle });

    expect(JSON.parse(lines[0] ?? '')).toMatchObject({ message: 'odd', circle: '[not loggable]' });
  });
});
