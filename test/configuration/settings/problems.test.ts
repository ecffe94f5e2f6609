import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { loadSettings } from '../../../configuration/settings/load-settings';
import {
  COMPLETE,
  ConfigurationFolder,
  ENOUGH,
  KS3_SECRET,
  problemsOf,
  RECIPIENT,
  writeComplete,
} from './configuration-folder';

let folder: ConfigurationFolder;
beforeEach(() => {
  folder = new ConfigurationFolder();
});
afterEach(() => folder.remove());

const problems = (env?: Record<string, string>) => problemsOf(() => loadSettings(folder.place(env)));

describe('what is wrong is told at once', () => {
  it('names the file, and for each problem where it is, what is wrong and an example', async () => {
    folder.write('ks3.secret', KS3_SECRET);
    const path = folder.write(
      'prep.toml',
      `
[source.default]
endpoint = "http://ks3-cn-beijing.ksyuncs.com"
region = "BEIJING"
acces_key_id = "AKLT"
access_key_secret_file = "ks3.secret"
[alibaba]
account_id = "my-account"
site = "chinese"
access_key_id = "LTAI"
access_key_secret_file = "missing.secret"
[defaults]
region = "Beijing"
storage_class = "standard"
[approval]
required = 0
timeout = "soon"
[credentials]
recipients = ["age1nonsense"]
[inventory]
concurrency = "many"
[wroker]
`,
    );

    const message = await problems();

    expect(message.split('\n')[0]).toBe(`The configuration in ${path} and the environment is not valid:`);
    for (const line of [
      '- source.default.endpoint: must start with https:// (plain http is accepted for loopback addresses only); for example "https://ks3-cn-beijing.ksyuncs.com"',
      '- source.default.access_key_id: is missing (or set KS3_ACCESS_KEY_ID); for example "AKLT…"',
      '- source.default.acces_key_id: is not a known field; did you mean "access_key_id"?',
      '- alibaba.account_id: is not an account ID: its digits, as a text in quotes; for example "1234567890123456"',
      '- alibaba.site: must be one of "china", "international"; for example "china"',
      `- alibaba.access_key_secret_file: names ${join(folder.path, 'missing.secret')}, which does not exist`,
      '- defaults.region: is not an OSS region; OSS spells it "cn-beijing"; for example "cn-beijing"',
      '- defaults.storage_class: must be one of "Standard", "IA", "Archive", "ColdArchive", "DeepColdArchive"; for example "Standard"',
      '- approval.required: must be at least 1; for example 1',
      '- approval.timeout: is not a duration; for example "3 days"',
      '- credentials.recipients.0: is not a valid age recipient; it was perhaps not copied completely; for example "age1…"',
      '- inventory.concurrency: must be a number, but is a string; for example 32',
      '- wroker: is not a known field; did you mean "worker"?',
    ]) {
      expect(message).toContain(line);
    }
    // The file was named, so the secret is not missing as well.
    expect(message.match(/alibaba\.access_key_secret/g)).toHaveLength(1);
  });

  it('names every setting that is missing where nothing is configured, with its variable', async () => {
    const message = await problems();

    expect(message).toContain('The configuration in the environment (no prep.toml was found) is not valid:');
    for (const [setting, variable] of [
      ['source.default.endpoint', 'KS3_ENDPOINT'],
      ['source.default.region', 'KS3_REGION'],
      ['source.default.access_key_id', 'KS3_ACCESS_KEY_ID'],
      ['source.default.access_key_secret', 'KS3_ACCESS_KEY_SECRET'],
      ['alibaba.account_id', 'ALIBABA_ACCOUNT_ID'],
      ['alibaba.access_key_id', 'ALIBABA_ACCESS_KEY_ID'],
      ['alibaba.access_key_secret', 'ALIBABA_ACCESS_KEY_SECRET'],
      ['defaults.region', 'ALIBABA_REGION'],
    ]) {
      expect(message).toContain(`- ${setting}: is missing (or set ${variable})`);
    }
  });

  it('names the variable where the value came from the environment', async () => {
    const message = await problems({
      ...ENOUGH,
      PREP_HTTP_PORT: 'ninety',
      KS3_PATH_STYLE: 'perhaps',
      PREP_RECIPIENTS: `${RECIPIENT},nobody`,
    });

    expect(message).toContain(
      '- $PREP_HTTP_PORT (worker.http_port): must be a number, but is a string; for example 9090',
    );
    expect(message).toContain(
      '- $KS3_PATH_STYLE (source.default.path_style): must be a boolean, but is a string',
    );
    expect(message).toContain('- $PREP_RECIPIENTS (credentials.recipients.1): is not an age recipient');
  });

  it.each([
    [
      '[approval]\napprovers = ["a", "b"]\nrequired = 3',
      '- approval.required: is 3, but there are only 2 approvers',
    ],
    [
      '[worker]\nhttp_port = 9090\nmetrics_port = 9090',
      '- worker.metrics_port: is the same as worker.http_port',
    ],
    ['[worker]\nbuild_id = "7"', '- worker.deployment_name: is missing'],
    ['[worker]\nhttp_port = 70000', '- worker.http_port: must be at most 65535'],
    ['[credentials]\nexpire_after = "later"', 'is not a duration and not "never"'],
  ])('sees that %j contradicts itself or is out of bounds', async (more, line) => {
    writeComplete(folder, more);

    expect(await problems()).toContain(line);
  });
});

describe('secrets', () => {
  it('are refused in the file itself, with the alternatives and without being quoted', async () => {
    folder.write('alibaba.secret', 'x');
    folder.write(
      'prep.toml',
      COMPLETE.replace('access_key_secret_file = "ks3.secret"', `access_key_secret = "${KS3_SECRET}"`),
    );

    const message = await problems();

    expect(message).toContain('- source.default.access_key_secret: must not stand in the file');
    expect(message).toContain('access_key_secret_file');
    expect(message).toContain('access_key_secret_env');
    expect(message).not.toContain(KS3_SECRET);
  });

  it.each([0o640, 0o604, 0o644, 0o620])(
    'are refused in a file of mode %o, with the command that cures it',
    async (mode) => {
      writeComplete(folder);
      const path = folder.write('ks3.secret', KS3_SECRET, mode);

      const message = await problems();

      expect(message).toContain(
        `which others can access (mode 0${mode.toString(8)}); run: chmod 600 ${path}`,
      );
      expect(message).not.toContain(KS3_SECRET);
    },
  );

  it('are judged by the file that a link leads to', async () => {
    writeComplete(folder);
    symlinkSync(folder.write('open.secret', KS3_SECRET, 0o644), join(folder.path, 'link.secret'));
    folder.write('prep.toml', COMPLETE.replace('"ks3.secret"', '"link.secret"'));

    expect(await problems()).toContain('which others can access (mode 0644)');
  });

  it.each([
    ['is empty', '\n'],
    ['holds more than one line', 'one\ntwo\n'],
    ['holds a space (U+0020, character 4 of 7)', 'one two'],
    ['holds an invisible character (U+FEFF, character 1 of 4)', '\ufeffone\n'],
    ['holds an invisible character (U+200B, character 4 of 4)', 'one\u200b'],
    ['holds an invisible character (U+00A0, character 4 of 4)', 'one\u00a0'],
  ])('in a file that %s are refused', async (words, text) => {
    writeComplete(folder);
    folder.write('ks3.secret', text);

    expect(await problems()).toContain(words);
  });

  it('are not quoted if they are given instead of a file name or the name of a variable', async () => {
    folder.write('alibaba.secret', 'x');
    for (const key of ['access_key_secret_file', 'access_key_secret_env']) {
      folder.write(
        'prep.toml',
        COMPLETE.replace('access_key_secret_file = "ks3.secret"', `${key} = "s3cr3tPastedHere+/="`),
      );

      const message = await problems();

      expect(message).toContain(`source.default.${key}`);
      expect(message).not.toContain('s3cr3tPastedHere');
    }
  });

  it('given twice are refused', async () => {
    writeComplete(folder);
    folder.write('prep.toml', COMPLETE.replace('[alibaba]', 'access_key_secret_env = "MY_KS3"\n[alibaba]'));

    expect(await problems({ MY_KS3: 'x' })).toContain(
      'is given more than once (access_key_secret_file, access_key_secret_env)',
    );
  });

  it('whose variable is not set are told by its name', async () => {
    folder.write('alibaba.secret', 'x');
    folder.write(
      'prep.toml',
      COMPLETE.replace('access_key_secret_file = "ks3.secret"', 'access_key_secret_env = "MY_KS3"'),
    );

    expect(await problems()).toContain('names the environment variable MY_KS3, which is not set');
  });

  it('on a line that is not TOML are not quoted', async () => {
    folder.write('prep.toml', `[source.default]\naccess_key_secret = ${KS3_SECRET}\n`);

    const message = await problems();

    expect(message).toMatch(/the file is not TOML: line 2, column \d+/);
    expect(message).not.toContain(KS3_SECRET);
  });

  it('pasted as a recipient are not quoted', async () => {
    writeComplete(folder, '[credentials]\nrecipients = ["AGE-SECRET-KEY-1ABCDEF"]\n');

    const message = await problems();

    expect(message).toContain('is a secret key, which must not be shared');
    expect(message).not.toContain('1ABCDEF');
  });
});
