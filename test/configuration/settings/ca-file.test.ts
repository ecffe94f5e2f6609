import { ks3SourceFromEnvironment } from '../../../configuration/settings/ks3-from-environment';
import { loadSettings } from '../../../configuration/settings/load-settings';
import { selfSignedCertificate } from '../../rig/certificate';
import { COMPLETE, ConfigurationFolder, ENOUGH, writeComplete } from './configuration-folder';

const FIRST = selfSignedCertificate('DNS:ks3.example.com').cert.trim();
const SECOND = selfSignedCertificate('DNS:ks3-archive.example.com').cert.trim();
const NO_CERTIFICATE = '-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n';

let folder: ConfigurationFolder;
beforeEach(() => {
  folder = new ConfigurationFolder();
});
afterEach(() => folder.remove());

/** The certificates of the source `default`, whose `ca_file` is `ca.pem`. */
async function trusted(env: Record<string, string> = {}): Promise<string | undefined> {
  writeComplete(folder);
  folder.write('prep.toml', COMPLETE.replace('[alibaba]', 'ca_file = "ca.pem"\n\n[alibaba]'));
  return (await loadSettings(folder.place(env))).settings.sources['default']?.caCertificates;
}

describe('ca_file of a source', () => {
  it('is read, all its certificates and nothing around them', async () => {
    folder.write('ca.pem', `of the first\n${FIRST}\nof the second\n${SECOND}\n`, 0o644);
    expect(await trusted()).toBe(`${FIRST}\n${SECOND}`);
  });

  it('holds the authorities of its IAM too', async () => {
    folder.write('ca.pem', FIRST, 0o644);
    await trusted();
    const { settings } = await loadSettings(folder.place({}));
    expect(settings.sources['default']?.iam?.caCertificates).toBe(FIRST);
  });

  it('may be named by a variable, from the working folder', async () => {
    folder.write('other.pem', SECOND, 0o644);
    expect(await trusted({ KS3_CA_FILE: 'other.pem' })).toBe(SECOND);
  });

  it.each([
    ['does not exist', undefined, 'which does not exist'],
    ['holds no certificate', 'nothing\n', 'which is not a certificate in PEM'],
    ['holds a broken certificate', `${FIRST}\n${NO_CERTIFICATE}`, 'of which certificate 2 cannot be read'],
  ])('is refused when the file %s', async (_, text, problem) => {
    if (text !== undefined) {
      folder.write('ca.pem', text, 0o644);
    }
    await expect(trusted()).rejects.toThrow(
      `source.default.ca_file: names ${folder.path}/ca.pem, ${problem}`,
    );
  });

  it('is refused when others can change the file', async () => {
    folder.write('ca.pem', FIRST, 0o666);
    await expect(trusted()).rejects.toThrow('can be changed by others (mode 0666)');
  });

  it('is read for a source of the environment alone', () => {
    const KS3_CA_FILE = folder.write('ca.pem', FIRST, 0o644);
    expect(ks3SourceFromEnvironment({ ...ENOUGH, KS3_CA_FILE }).caCertificates).toBe(FIRST);
    expect(() => ks3SourceFromEnvironment({ ...ENOUGH, KS3_CA_FILE: '/nowhere.pem' })).toThrow(
      'KS3_CA_FILE: names /nowhere.pem, which does not exist',
    );
  });
});
