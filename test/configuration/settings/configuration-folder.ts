import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ConfigurationError } from '../../../configuration/settings/configuration-error';
import { WORKER_KEY } from '../../rig/worker-key';

/** An age recipient whose identity nobody kept. */
export const RECIPIENT = 'age1ql3z7hjy54pw3hyww5ayyfg7zqgvc7w3j2elw8zmrj2kg5sfn9aqmcac8p';

export const KS3_SECRET = 'ks3-secret-Zx81/+w==';
export const ALIBABA_SECRET = 'alibaba-secret-Qp27';

/** A folder for the files of one test. */
export class ConfigurationFolder {
  readonly path = mkdtempSync(join(tmpdir(), 'prep-configuration-'));

  /** Writes a file and gives its path. */
  write(name: string, text: string, mode = 0o600): string {
    const path = join(this.path, name);
    writeFileSync(path, text);
    // Whatever the umask of who runs the tests.
    chmodSync(path, mode);
    return path;
  }

  /** The arguments of `loadSettings`: this folder as working and home folder, and only these variables. */
  place(env: Record<string, string> = {}) {
    return { env: { HOME: this.path, ...env }, workingFolder: this.path };
  }

  remove(): void {
    rmSync(this.path, { recursive: true, force: true });
  }
}

/** A complete prep.toml with its secrets in separate files. */
export const COMPLETE = `
[source.default]
endpoint = "https://ks3-cn-beijing.ksyuncs.com"
region = "BEIJING"
access_key_id = "AKLT-file"
access_key_secret_file = "ks3.secret"

[alibaba]
account_id = "1234567890123456"
access_key_id = "LTAI-file"
access_key_secret_file = "alibaba.secret"

[trust]
keys_file = "worker.keys"

[defaults]
region = "cn-beijing"
`;

/** The complete prep.toml and its secrets, in the folder. */
export function writeComplete(folder: ConfigurationFolder, more = ''): string {
  folder.write('ks3.secret', `${KS3_SECRET}\n`);
  folder.write('alibaba.secret', `${ALIBABA_SECRET}\n`);
  folder.write('worker.keys', `${WORKER_KEY.secret.reveal()}\n`);
  return folder.write('prep.toml', `${COMPLETE}${more}`);
}

/** Variables that are enough without any file. */
export const ENOUGH = {
  KS3_ENDPOINT: 'https://ks3-cn-shanghai.ksyuncs.com',
  KS3_REGION: 'SHANGHAI',
  KS3_ACCESS_KEY_ID: 'AKLT-env',
  KS3_ACCESS_KEY_SECRET: KS3_SECRET,
  ALIBABA_ACCOUNT_ID: '6543210987654321',
  ALIBABA_REGION: 'cn-shanghai',
  ALIBABA_ACCESS_KEY_ID: 'LTAI-env',
  ALIBABA_ACCESS_KEY_SECRET: ALIBABA_SECRET,
  PREP_TRUST_KEYS: WORKER_KEY.secret.reveal(),
};

/** The message of the ConfigurationError that something fails with. */
export async function problemsOf(load: () => unknown): Promise<string> {
  const error: unknown = await (async () => load())().catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(ConfigurationError);
  return (error as ConfigurationError).message;
}
