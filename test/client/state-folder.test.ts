import { jest } from '@jest/globals';
import { chmod, mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import os, { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkpointName, createStateFolder, stateFolder } from '../../client/inventory/state-folder';
import { resumeCommand } from '../../client/inventory/direct-request';

const endpoint = 'https://ks3-cn-beijing.ksyuncs.com';

describe('the state folder', () => {
  it.each<[string, NodeJS.ProcessEnv, string]>([
    ['$XDG_STATE_HOME', { XDG_STATE_HOME: '/state', HOME: '/home/li' }, '/state/ks3-oss-prep'],
    ['the home folder', { HOME: '/home/li' }, '/home/li/.local/state/ks3-oss-prep'],
    [
      'the home folder if $XDG_STATE_HOME is relative',
      { XDG_STATE_HOME: 'state', HOME: '/home/li' },
      '/home/li/.local/state/ks3-oss-prep',
    ],
    ['the home folder of the account', {}, join(homedir(), '.local/state/ks3-oss-prep')],
  ])('is below %s', (_, env, folder) => {
    expect(stateFolder(env)).toBe(folder);
  });

  it('is below the root for a user that the system does not know, as in a container', () => {
    const known = jest.spyOn(os, 'homedir').mockImplementation(() => {
      throw Object.assign(new Error('no entry'), { code: 'ERR_SYSTEM_ERROR' });
    });
    expect(stateFolder({})).toBe('/.local/state/ks3-oss-prep');
    known.mockRestore();
  });

  it('is created for its owner alone, and left as it is if it exists', async () => {
    const base = await mkdtemp(join(tmpdir(), 'prep-state-'));
    try {
      const folder = stateFolder({ XDG_STATE_HOME: join(base, 'missing') });
      await createStateFolder(folder);
      expect((await stat(folder)).mode & 0o777).toBe(0o700);
      await chmod(folder, 0o750);
      await createStateFolder(folder);
      expect((await stat(folder)).mode & 0o777).toBe(0o750);
      await writeFile(join(base, 'file'), '');
      await expect(createStateFolder(join(base, 'file', 'below'))).rejects.toMatchObject({
        type: 'FileRefused',
        message: expect.stringContaining('Name a file with --checkpoint'),
      });
    } finally {
      await rm(base, { recursive: true });
    }
  });
});

it('is refused where the file system takes no folder, as if the one above it were missing', async () => {
  await expect(createStateFolder('/proc/none/ks3-oss-prep')).rejects.toMatchObject({
    type: 'FileRefused',
    message: expect.stringContaining('/proc/none/ks3-oss-prep'),
  });
});

describe('the name of a checkpoint there', () => {
  it('tells bucket, prefix and endpoint apart', () => {
    const sources = [
      { endpoint, bucket: 'photos', prefix: '' },
      { endpoint, bucket: 'photos', prefix: 'a/b' },
      { endpoint, bucket: 'photos', prefix: 'a-b' },
      { endpoint, bucket: 'photos-a', prefix: 'b' },
      { endpoint: 'https://ks3-cn-shanghai.ksyuncs.com', bucket: 'photos', prefix: '' },
    ];
    expect(new Set(sources.map(checkpointName)).size).toBe(sources.length);
    expect(sources.map(checkpointName)).toEqual(sources.map(checkpointName));
  });

  it.each([
    ['photos', 'archive/2024/', /^photos\.archive-2024\.[0-9a-f]{16}\.inventory-checkpoint\.json$/],
    ['../../etc', '\u202E照片/\n', /^etc\.[0-9a-f]{16}\.inventory-checkpoint\.json$/],
    ['b'.repeat(300), 'p'.repeat(1024), /^b{40}\.p{40}\.[0-9a-f]{16}\.inventory-checkpoint\.json$/],
  ])('is a plain file name for bucket %j and prefix %j', (bucket, prefix, name) => {
    expect(checkpointName({ endpoint, bucket, prefix })).toMatch(name);
  });
});

describe('the command that resumes a listing', () => {
  it('repeats what was asked for, in the quotes of a shell', () => {
    const request = {
      bucket: 'photos',
      prefix: "li's/",
      endpoint,
      region: 'BEIJING',
      pathStyle: true,
      concurrency: 4,
      checkpoint: 'c.json',
    };
    expect(resumeCommand(request, '/my files/c.json')).toBe(
      String.raw`npx prep inventory --direct --path-style --bucket photos --prefix 'li'\''s/' --endpoint ${endpoint} --region BEIJING --concurrency 4 --checkpoint '/my files/c.json' --resume '/my files/c.json'`,
    );
  });

  it('leaves out what is usual', () => {
    expect(resumeCommand({ bucket: 'photos', prefix: '', concurrency: 32 }, '/c.json')).toBe(
      'npx prep inventory --direct --bucket photos --resume /c.json',
    );
  });
});
