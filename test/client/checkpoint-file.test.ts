import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readCheckpoint, writeCheckpoint } from '../../client/inventory/checkpoint-file';
import { startCheckpoint } from '../../inventory/ranges/checkpoint';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'prep-checkpoint-'));
});
afterAll(() => rm(folder, { recursive: true }));

it('a checkpoint is read as it was written, with all that it knows', async () => {
  const file = join(folder, 'checkpoint.json');
  const source = { endpoint: 'https://ks3-cn-beijing.ksyuncs.com', bucket: 'photos', prefix: '' };
  const checkpoint = {
    ...startCheckpoint(),
    ranges: [{ after: '照片/1', until: null, keysLeft: 12_000 }],
    lastKey: '照片/1',
  };
  await writeCheckpoint(file, source, checkpoint);
  expect(await readCheckpoint(file, source)).toEqual(checkpoint);
});
