import type { DemoWords } from './words';

/** What a demo that is left running has besides. */
export interface MoreBuckets {
  /** Address of the stand-ins' control endpoint. */
  readonly control: string;
  readonly words: DemoWords;
  readonly say: (line: string) => void;
  readonly heading: (text: string) => void;
  /** Runs `prep`, and fails unless it ends with one of these exit codes. */
  readonly prep: (expected: readonly number[], ...args: readonly string[]) => Promise<void>;
}

const DONE = 0;
const ACTION_REQUIRED = 5;
/** Those that `photos` and `archive` have made by then. */
const OSS_BUCKETS = 2;

/**
 * Two more preparations to try things on: `archive` waits for an approval and has objects that would not migrate, `albums`
 * requires an action, as the account may not have another OSS bucket.
 */
export async function startMoreBuckets({ control, words, say, heading, prep }: MoreBuckets): Promise<void> {
  const arrange = (service: string, command: string, body: object) =>
    arranged(`${control}/services/${service}/${command}`, body);
  const keys = Array.from({ length: 40 }, (_, at) => `2024/${String(at).padStart(2, '0')}.jpg`);
  for (const bucket of ['archive', 'albums']) {
    await arrange('ks3', 'create-bucket', { name: bucket });
    const objects = keys.map((key, at) => ({
      key,
      size: 300_000 + at,
      storageClass: bucket === 'archive' && at % 10 === 0 ? 'ARCHIVE' : 'STANDARD',
    }));
    await arrange('ks3', 'put-objects', { bucket, objects });
  }

  heading(words.more);
  await prep([DONE], 'start', 'archive');
  // A plan with blockers waits, and a person has to act on them.
  await prep([ACTION_REQUIRED], 'watch', 'archive', '--until-input');
  await arrange('oss', 'switches', { maxBuckets: OSS_BUCKETS });
  await prep([DONE], 'start', 'albums');
  await prep([ACTION_REQUIRED], 'watch', 'albums', '--until-input');
  await prep([DONE], 'list');
  say(words.control(control));
  say(words.raiseQuota);
  say(`  curl -d '{"maxBuckets":100}' ${control}/services/oss/switches`);
  say('  npx prep retry albums --by YOUR-NAME');
}

/** @throws Error with what the control endpoint answered */
async function arranged(url: string, body: object): Promise<void> {
  const response = await fetch(url, { method: 'POST', body: JSON.stringify(body) });
  if (!response.ok) {
    throw new Error(`The stand-ins refused ${url}: ${await response.text()}`);
  }
}
