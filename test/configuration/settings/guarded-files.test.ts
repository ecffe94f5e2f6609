import { execFileSync } from 'node:child_process';
import { appendFileSync, chmodSync, chownSync, linkSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readSecretFile } from '../../../configuration/settings/secret-file';
import { loadSettings } from '../../../configuration/settings/load-settings';
import { ConfigurationFolder, KS3_SECRET, problemsOf, writeComplete } from './configuration-folder';

let folder: ConfigurationFolder;
beforeEach(() => {
  folder = new ConfigurationFolder();
});
afterEach(() => folder.remove());

const problems = () => problemsOf(() => loadSettings(folder.place()));

const isRoot = process.geteuid?.() === 0;
const NOBODY = 65_534;
// Only root can give a file away; a run of the tests as another user skips these.
const describeAsRoot = isRoot ? describe : describe.skip;

describe('a configuration file', () => {
  it.each([0o620, 0o602, 0o664, 0o666])(
    'that others can change (mode %o) is refused, with the command that ends it',
    async (mode) => {
      const file = writeComplete(folder);
      chmodSync(file, mode);
      expect(await problems()).toContain(
        `the file can be changed by others (mode 0${mode.toString(8)}); run: chmod go-w ${file}`,
      );
    },
  );

  it.each([0o600, 0o640, 0o644, 0o444])(
    'that others can read at most (mode %o) is taken, also through a link',
    async (mode) => {
      const file = writeComplete(folder);
      chmodSync(file, mode);
      expect((await loadSettings(folder.place())).file).toBe(file);
      symlinkSync(file, join(folder.path, 'link.toml'));
      const place = folder.place({ PREP_CONFIG: 'link.toml' });
      expect((await loadSettings(place)).file).toBe(join(folder.path, 'link.toml'));
    },
  );

  it('is judged by what a link or another name leads to', async () => {
    const file = writeComplete(folder);
    chmodSync(file, 0o666);
    symlinkSync(file, join(folder.path, 'soft.toml'));
    linkSync(file, join(folder.path, 'hard.toml'));
    for (const name of ['soft.toml', 'hard.toml']) {
      await expect(loadSettings(folder.place({ PREP_CONFIG: name }))).rejects.toThrow(
        'can be changed by others',
      );
    }
  });

  it('that is a named pipe or a folder is refused at once', async () => {
    writeComplete(folder);
    const pipe = join(folder.path, 'pipe.toml');
    execFileSync('mkfifo', ['-m', '600', pipe]);
    for (const path of [pipe, folder.path]) {
      await expect(loadSettings(folder.place({ PREP_CONFIG: path }))).rejects.toThrow('is not a file');
    }
  });

  it('that is a link to nothing is taken for none, unless it was named', async () => {
    symlinkSync(join(folder.path, 'nothing'), join(folder.path, 'prep.toml'));
    expect(await problems()).toContain('no prep.toml was found');
    const place = folder.place({ PREP_CONFIG: 'prep.toml' });
    await expect(loadSettings(place)).rejects.toThrow('the file does not exist');
  });

  it('that is not in UTF-8 is refused, and so is a file of a secret', async () => {
    const secret = join(folder.path, 'secret');
    writeFileSync(secret, Buffer.from([0x61, 0xff, 0x62]), { mode: 0o600 });
    expect(readSecretFile(secret, secret)).toMatchObject({ ok: false });
    writeFileSync(secret, Buffer.from('aÿb'));
    expect(readSecretFile(secret, secret)).toMatchObject({ ok: true });

    const file = writeComplete(folder);
    appendFileSync(file, Buffer.from([0x23, 0x20, 0xb1, 0xb8, 0x0a]));
    expect(await problems()).toContain('the file is not text in UTF-8');
  });

  it('that is far too big is refused', async () => {
    writeComplete(folder, `# ${'x'.repeat(1024 * 1024)}`);
    expect(await problems()).toContain('is bigger than 1024 KiB');
  });
});

describeAsRoot('a file of somebody else (needs root, who can give files away)', () => {
  it('is refused as the configuration', async () => {
    const file = writeComplete(folder);
    chownSync(file, NOBODY, NOBODY);
    expect(await problems()).toContain(`belongs to another user (user ID ${NOBODY}); run: chown 0 ${file}`);
  });

  it('is taken as the configuration where it is of root', async () => {
    const file = writeComplete(folder);
    for (const name of ['ks3.secret', 'alibaba.secret', 'worker.keys']) {
      chownSync(join(folder.path, name), NOBODY, NOBODY);
    }
    chmodSync(folder.path, 0o755);
    chmodSync(file, 0o644);
    const { seteuid = () => undefined } = process;
    seteuid.call(process, NOBODY);
    try {
      expect((await loadSettings(folder.place())).file).toBe(file);
    } finally {
      seteuid.call(process, 0);
    }
  });

  it('is refused as a secret, and not quoted', async () => {
    writeComplete(folder);
    const secret = join(folder.path, 'ks3.secret');
    chownSync(secret, NOBODY, NOBODY);
    const said = await problems();
    expect(said).toContain(`names ${secret}, which belongs to another user (user ID ${NOBODY})`);
    expect(said).not.toContain(KS3_SECRET);
  });
});

it('a certificate of an authority that others can change is refused', async () => {
  writeComplete(
    folder,
    '\n[delivery.vault]\naddress = "https://vault.example.com"\nca_file = "ca.pem"\ntoken_file = "token"\n',
  );
  folder.write('token', 'hvs.token');
  folder.write('ca.pem', '-----BEGIN CERTIFICATE-----\n', 0o666);
  expect(await problems()).toContain('can be changed by others (mode 0666)');
});
