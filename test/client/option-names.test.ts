import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { FakePreparations } from './fake-preparations';
import { run } from './run-command';

const folder = mkdtempSync(path.join(tmpdir(), 'option-names-'));
afterAll(() => rmSync(folder, { recursive: true }));

const file = (name: string, text: string) => {
  const at = path.join(folder, name);
  writeFileSync(at, text);
  return at;
};
const LONG = 'x'.repeat(2000);
const buckets = file('buckets.csv', 'bucket\nphotos\n');

describe('a value of an option is refused by the name of the option', () => {
  it.each([
    ['--prefix', ['start', 'photos', '--prefix', LONG]],
    ['--endpoint', ['start', 'photos', '--endpoint', 'ks3-cn-beijing.ksyuncs.com']],
    ['--to', ['start', 'photos', '--to', 'A']],
    ['--to-region', ['start', 'photos', '--to-region', 'Beijing!']],
    ['--user', ['start', 'photos', '--user', 'a b']],
    ['--source-key', ['start', 'photos', '--source-key', 'make']],
    ['--recipient', ['start', 'photos', '--recipient', 'age1nobody']],
    ['--bucket', ['start', '--bucket', 'A']],
    ['--prefix', ['inventory', 'photos', '--prefix', LONG]],
    ['--endpoint', ['inventory', 'photos', '--endpoint', 'localhost:9000']],
    ['--source-prefix', ['verify', 'photos', '--source-prefix', LONG]],
    ['--destination-prefix', ['verify', 'photos', '--destination-prefix', LONG]],
    ['--to-region', ['verify', 'photos', '--to-region', 'Beijing!']],
    ['--endpoint', ['batch', 'start', '--file', buckets, '--endpoint', 'localhost:9000']],
    ['--to-region', ['batch', 'start', '--match', '*', '--to-region', 'Beijing!', 'q1']],
    ['--prefix', ['schedule', 'create', '--every', '1 day', '--bucket', 'photos', '--prefix', LONG]],
    ['--to', ['schedule', 'create', '--verify', '--every', '1 day', '--bucket', 'photos', '--to', 'A']],
  ])('%s (%j)', async (option, argv) => {
    const ran = await run(argv, { preparations: new FakePreparations() });
    expect(ran.exitCode).toBe(2);
    expect(ran.error).toMatch(new RegExp(`- ${option}: `));
    expect(ran.error).not.toMatch(/- (source|destination|ramUser|credentials|defaults)\./);
    const chinese = await run([...argv, '--lang', 'zh', '--json'], { preparations: new FakePreparations() });
    expect(chinese.json().error.message).toContain(option);
  });
});

it('a value of a file is refused by the name of its field', async () => {
  const input = file('input.json', JSON.stringify({ source: { bucket: 'photos', prefix: LONG } }));
  const ran = await run(['start', '--input', input, '--region', 'BEIJING']);
  expect(ran.exitCode).toBe(2);
  expect(ran.error).toContain('- source.prefix: ');
  const others = await run(['start', 'photos', '--input', input, '--prefix', '2024/', '--to', 'A']);
  expect(others.error).toContain('- --to: ');
  expect(others.error).not.toContain('source.prefix');
});

describe('an endpoint without a scheme is wrong usage', () => {
  const env = { KS3_ACCESS_KEY_ID: 'AKLT38fc1643db1af18baf', KS3_ACCESS_KEY_SECRET: 'x'.repeat(40) };

  it.each([
    ['127.0.0.1:9311', 'http://127.0.0.1:9311'],
    ['localhost:9000', 'http://localhost:9000'],
    ['ks3-cn-beijing.ksyuncs.com', 'https://ks3-cn-beijing.ksyuncs.com'],
  ])('%s: %s is what to write', async (given, meant) => {
    for (const argv of [['inventory', 'photos', '--direct'], ['buckets'], ['verify', 'photos', '--direct']]) {
      const ran = await run([...argv, '--endpoint', given], { env });
      expect([argv, ran.exitCode]).toEqual([argv, 2]);
      expect(ran.error).toContain(`--endpoint: has no scheme: write ${meant}`);
    }
    const chinese = await run(['buckets', '--lang', 'zh'], { env: { ...env, KS3_ENDPOINT: given } });
    expect(chinese).toMatchObject({ exitCode: 2, error: expect.stringContaining('$KS3_ENDPOINT') });
    expect(chinese.error).toContain(`请写成 ${meant}`);
  });
});
