import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { S3Client } from '@aws-sdk/client-s3';
import { plannedObjects } from './awkward-keys';
import { fillBucket, type Filled } from './fill-bucket';

/**
 * Fills a bucket of another vendor's S3 server and compares what `prep inventory --direct` and `rclone size` report
 * with what was stored. `run.sh` starts the server and passes its address and keys in the environment.
 */
const PREP = join(__dirname, '..', '..', 'client', 'main.js');
const BUCKET = 'foreign';
const CHINESE = '照片/2023年/';

interface Said {
  readonly objects: number;
  readonly bytes: number;
  readonly digest?: string;
}

let [passed, failed] = [0, 0];

function check(what: string, actual: unknown, expected: unknown): void {
  const [got, wanted] = [JSON.stringify(actual), JSON.stringify(expected)];
  if (got === wanted) {
    passed++;
    console.log(`ok      ${what}: ${got}`);
  } else {
    failed++;
    console.log(`FAILED  ${what}: expected ${wanted}, got ${got}`);
  }
}

function setting(name: string): string {
  const value = process.env[name];
  if (value === undefined) {
    throw new Error(`$${name} is not set: run interop/foreign-server/run.sh`);
  }
  return value;
}

/** What a command prints as JSON, or its complaint. */
async function ask(command: string, ...args: string[]): Promise<Record<string, unknown>> {
  try {
    const { stdout } = await promisify(execFile)(command, args, { maxBuffer: 2 ** 26 });
    return JSON.parse(stdout) as Record<string, unknown>;
  } catch (error) {
    const { stdout = '', message } = error as Error & { stdout?: string };
    return { error: stdout === '' ? message : stdout };
  }
}

async function prepTotals(...more: string[]): Promise<Said> {
  const { objects, bytes, digest, error } = await ask(
    process.execPath,
    PREP,
    'inventory',
    '--direct',
    '--bucket',
    BUCKET,
    '--json',
    ...more,
  );
  if (error !== undefined) {
    console.log(`prep inventory ${more.join(' ')}: ${JSON.stringify(error)}`);
  }
  return { objects: Number(objects), bytes: Number(bytes), digest: String(digest) };
}

async function rcloneTotals(): Promise<Said> {
  const { count, bytes, error } = await ask('rclone', 'size', `foreign:${BUCKET}`, '--json');
  if (error !== undefined) {
    console.log(`rclone size: ${JSON.stringify(error)}`);
  }
  return { objects: Number(count), bytes: Number(bytes) };
}

const totalsOf = (objects: Filled['taken']): Said => ({
  objects: objects.length,
  bytes: objects.reduce((sum, { bytes }) => sum + bytes, 0),
});

const withoutDigest = ({ objects, bytes }: Said): Said => ({ objects, bytes });

async function main(): Promise<void> {
  const client = new S3Client({
    endpoint: setting('KS3_ENDPOINT'),
    region: setting('KS3_REGION'),
    forcePathStyle: true,
    credentials: {
      accessKeyId: setting('KS3_ACCESS_KEY_ID'),
      secretAccessKey: setting('KS3_ACCESS_KEY_SECRET'),
    },
  });
  const { taken, refused } = await fillBucket(client, BUCKET, plannedObjects());
  console.log(`The server took ${taken.length} objects and refused ${refused.length}:`);
  for (const { key, reason } of refused) {
    console.log(`  ${JSON.stringify(key.length > 60 ? `${key.slice(0, 60)}…` : key)}: ${reason}`);
  }
  const expected = totalsOf(taken);
  const whole = await prepTotals('--concurrency', '64');
  check('prep inventory --direct', withoutDigest(whole), expected);
  check('prep inventory --direct, one request at a time', await prepTotals('--concurrency', '1'), whole);
  check(
    `prep inventory --direct --prefix ${CHINESE}`,
    withoutDigest(await prepTotals('--prefix', CHINESE)),
    totalsOf(taken.filter(({ key }) => key.startsWith(CHINESE))),
  );
  // rclone treats an empty object whose key ends in a slash as a folder, and does not count it.
  const files = taken.filter(({ key, bytes }) => bytes > 0 || !key.endsWith('/'));
  check('rclone size (without the folder marker)', await rcloneTotals(), totalsOf(files));
  client.destroy();
  console.log(`${passed} passed, ${failed} failed`);
  process.exit(failed === 0 ? 0 : 1);
}

main().catch((error: unknown) => {
  console.error(error);
  process.exit(1);
});
