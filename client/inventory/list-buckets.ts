import { createKs3Source } from '../../clouds/ks3/adapter';
import { listKs3Buckets, type Ks3Bucket } from '../../clouds/ks3/list-buckets';
import { ks3SourceFromEnvironment } from '../../configuration/settings/ks3-from-environment';
import { matchesAny } from '../../contracts/inputs/bucket-patterns';
import type { InventoryResult, SliceProgress } from '../../contracts/listing/inventory';
import { PrepError } from '../../contracts/prep-error';
import { InterruptedInventory } from '../../inventory/interrupted';
import { takeInventory } from '../../inventory/take-inventory';
import { tableLines } from '../terminal/table';
import { humanBytes, humanCount } from '../../presentation/text/human-units';
import type { Answer } from '../answer';
import type { CommandContext } from '../command-context';
import { EXIT } from '../exit-codes';
import { DEFAULT_PATIENCE_MS } from './direct-request';
import { Outlast } from './outlast';

export interface BucketsRequest {
  readonly endpoint?: string | undefined;
  readonly region?: string | undefined;
  readonly pathStyle?: boolean | undefined;
  /** Patterns with `*` and `?`; none for all buckets. */
  readonly match: readonly string[];
  /** Whether to count each bucket. */
  readonly totals: boolean;
  readonly concurrency: number;
}

/** A bucket as it is listed; the totals only if it was counted, `error` if it could not be. */
interface ListedBucket extends Ks3Bucket {
  readonly objects?: string;
  readonly bytes?: string;
  /** Objects that do not migrate as they are. */
  readonly blocked?: string;
  readonly error?: { readonly type: string; readonly message: string };
}

/**
 * Lists the buckets of the source account, with the KS3 keys of the environment, and counts them one after the other if
 * asked to. A bucket that cannot be counted holds up no other; the command then exits with 1.
 *
 * @throws ConfigurationError, PrepError `Ks3…`
 */
export async function listBuckets(
  request: BucketsRequest,
  context: CommandContext,
  signal: AbortSignal,
  onProgress: (progress: SliceProgress) => void,
): Promise<Answer> {
  const { words } = context;
  const { endpoint, region, pathStyle } = request;
  const account = ks3SourceFromEnvironment(context.env, { endpoint, region, pathStyle });
  const all = await listKs3Buckets(account, signal);
  const wanted = all.filter(({ name }) => matchesAny(name, request.match));
  const outlast = new Outlast(DEFAULT_PATIENCE_MS, context.tell);
  const listed: ListedBucket[] = [];
  for (const bucket of wanted) {
    listed.push(request.totals ? { ...bucket, ...(await counted(bucket.name)) } : bucket);
  }
  const sum = (of: (bucket: ListedBucket) => string | undefined) =>
    listed.reduce((total, bucket) => total + BigInt(of(bucket) ?? 0), 0n);
  const [objects, bytes] = [sum((bucket) => bucket.objects), sum((bucket) => bucket.bytes)];
  const failed = listed.filter(({ error }) => error !== undefined);
  const totals = request.totals ? { objects: String(objects), bytes: String(bytes) } : {};
  const { buckets: names } = words.terminal;
  return {
    exitCode: failed.length > 0 ? EXIT.error : EXIT.done,
    json: { buckets: listed, ...totals, failed: failed.length },
    text: [
      names.heading(listed.length, all.length),
      ...(listed.length === 0 ? [] : tableLines(header(), listed.map(row), context.terminal.width)),
      ...(request.totals ? [names.sum(humanCount(String(objects)), humanBytes(String(bytes)))] : []),
      ...failed.map(({ name, error }) => words.terminal.titled(name, error?.message ?? '')),
    ].join('\n'),
  };

  async function counted(bucket: string): Promise<Partial<ListedBucket>> {
    const { concurrency } = request;
    const source = outlast.over(createKs3Source({ ...account, bucket, connections: concurrency }));
    try {
      return totalsOf(await takeInventory({ source, bucket, prefix: '', concurrency, signal, onProgress }));
    } catch (error) {
      const reason = error instanceof InterruptedInventory ? error.reason : error;
      if (signal.aborted || !(reason instanceof PrepError)) {
        throw reason;
      }
      return { error: { type: reason.type, message: context.say(reason.report) } };
    } finally {
      source.close();
    }
  }

  function header(): string[] {
    const { name, region: place, created, objects: count, size, blocked } = names.columns;
    return [name, place, created, ...(request.totals ? [count, size, blocked] : [])];
  }

  function row({ name, region: place, createdAt, error, ...found }: ListedBucket): string[] {
    const { objects: count = '0', bytes: size = '0', blocked = '0' } = found;
    const shown =
      error === undefined ? [humanCount(count), humanBytes(size), humanCount(blocked)] : [error.type, '', ''];
    return [name, place ?? '-', createdAt?.slice(0, 10) ?? '-', ...(request.totals ? shown : [])];
  }
}

function totalsOf({ totals, findings }: InventoryResult): Partial<ListedBucket> {
  const blockers = findings.filter(({ severity }) => severity === 'blocker');
  const blocked = blockers.reduce((total, { objects }) => total + BigInt(objects), 0n);
  return { objects: totals.objects, bytes: totals.bytes, blocked: String(blocked) };
}
