import { ks3SourceFromEnvironment } from '../../../configuration/settings/ks3-from-environment';
import { loadSettings } from '../../../configuration/settings/load-settings';
import { ConfigurationFolder, ENOUGH } from './configuration-folder';

let folder: ConfigurationFolder;
beforeEach(() => {
  folder = new ConfigurationFolder();
});
afterEach(() => folder.remove());

const AKLT = 'AKLTq2v7Xr5tQm2nYw8kLp4s';
const LTAI = 'LTAI5tQn7XrmYw8kLp4sBv2c';
const STS = 'STS.NUqn7XrmYw8kLp4sBv2cT9';

async function problems(env: Record<string, string>): Promise<string> {
  try {
    await loadSettings(folder.place({ ...ENOUGH, ...env }));
  } catch (error) {
    return (error as Error).message;
  }
  return '';
}

describe.each([
  ['KS3', 'source.default', AKLT],
  ['KS3_IAM', 'source.default', AKLT],
  ['ALIBABA', 'alibaba', LTAI],
])('the AccessKey of %s', (variable, _, id) => {
  const idName = `${variable}_ACCESS_KEY_ID`;
  const secretName = `${variable}_ACCESS_KEY_SECRET`;
  const given = (keyId: string, secret = 'secret-of-the-key-30-characters') =>
    problems({ [idName]: keyId, [secretName]: secret });

  it('is accepted as the console shows it', async () => {
    expect(await given(id)).toBe('');
  });

  it('is refused with an invisible character, which is named by its place', async () => {
    expect(await given(`${id}\u200b`)).toContain('holds an invisible character (U+200B, character 25 of 25)');
    expect(await given(` ${id}`)).toContain('holds a space (U+0020, character 1 of 25)');
    expect(await given(id, 'secret\u2060of-the-key')).toContain('(U+2060, character 7 of 17)');
  });

  it('is refused if ID and secret are swapped, and neither is quoted', async () => {
    const message = await given('sEcReT/of+the=key', id);
    expect(message).toContain(`$${secretName}`);
    expect(message).toContain('the two are swapped');
    expect(message).not.toMatch(/sEcReT|Yw8kLp4s/);
  });

  it('is refused with the ID as secret', async () => {
    expect(await given(id, id)).toContain('holds an AccessKey ID instead of the AccessKey secret');
  });

  it('is refused if it is temporary and its token is missing', async () => {
    const message = await given(STS);
    expect(message).toContain(`$${idName}`);
    expect(message).toContain('is a temporary AccessKey of STS (STS.…)');
  });

  it('is refused if it belongs to the other cloud', async () => {
    expect(await given(id === LTAI ? AKLT : LTAI)).toContain('as those of the other cloud do');
  });
});

it('a temporary AccessKey is accepted with its token', async () => {
  const token = 'CAIS-token';
  expect(await problems({ ALIBABA_ACCESS_KEY_ID: STS, ALIBABA_SECURITY_TOKEN: token })).toBe('');
});

it('a direct inventory tells the same of its key', () => {
  const load = (id: string, secret: string) => () =>
    ks3SourceFromEnvironment({
      KS3_ENDPOINT: 'https://ks3-cn-beijing.ksyuncs.com',
      KS3_ACCESS_KEY_ID: id,
      KS3_ACCESS_KEY_SECRET: secret,
    });
  expect(load(`${AKLT}\u200b`, 'x')).toThrow('$KS3_ACCESS_KEY_ID: holds an invisible character');
  expect(load('sEcReT/of+the=key', AKLT)).toThrow('the two are swapped');
  expect(load(STS, 'x')).toThrow('is a temporary AccessKey of STS');
});
