import type { TrueObject } from './true-digest';
import { ListObjectsV2Command } from '@aws-sdk/client-s3';
import { createKs3Source } from '../../clouds/ks3/adapter';
import type { Ks3Options } from '../../clouds/ks3/bucket-address';
import { createS3Client } from '../../clouds/ks3/client';
import { PageMemory } from '../../clouds/listing/page-memory';
import { keepRawPages } from '../../clouds/ks3/raw-page';
import type { InventoryCheckpoint, InventoryResult } from '../../contracts/listing/inventory';
import { PrepError } from '../../contracts/prep-error';
import { Secret } from '../../contracts/credentials/secret';
import { InterruptedInventory } from '../../inventory/interrupted';
import type { PageSource } from '../../inventory/pages/page-source';
import { takeInventory } from '../../inventory/take-inventory';
import type { FaultRule } from '../../standins/core/fault-kinds';
import { MemorySource } from '../../standins/ks3/sources/memory-source';
import type { ObjectSource } from '../../standins/ks3/sources/object-source';
import { recogniseErrorsOfNode } from '../rig/node-errors';
import { startKs3, type Ks3Harness } from '../standins/ks3/ks3-harness';
import { LONG_AGO } from './true-totals';

recogniseErrorsOfNode();

/** The engine on the real adapter and its own KS3 stand-in. */
export interface Ks3Inventory {
  readonly harness: Ks3Harness;
  addBucket(name: string, objects: readonly TrueObject[]): void;
  fault(rule: Omit<FaultRule, 'service' | 'operation'>): void;
  take(bucket: string, options?: TakeOptions): Promise<InventoryResult>;
  /** How an inventory that must fail does. */
  failure(
    bucket: string,
    options?: TakeOptions,
  ): Promise<{ error: PrepError; checkpoint: InventoryCheckpoint }>;
  stop(): Promise<void>;
}

export interface TakeOptions {
  readonly prefix?: string;
  readonly concurrency?: number;
  readonly checkpoint?: InventoryCheckpoint;
  /** Lists without asking for keys to be encoded. */
  readonly unencoded?: boolean;
  /** Intercepts calls between the adapter and the engine. */
  readonly through?: (source: PageSource) => PageSource;
}

export async function startKs3Inventory(): Promise<Ks3Inventory> {
  const harness = await startKs3();
  const { accessKeyId, accessKeySecret, region } = harness.ks3;

  async function take(bucket: string, options: TakeOptions = {}): Promise<InventoryResult> {
    const { prefix = '', concurrency = 4, checkpoint, unencoded, through = (source) => source } = options;
    const secret = new Secret(accessKeySecret);
    const access = {
      endpoint: harness.endpoint,
      region,
      bucket,
      accessKeyId,
      accessKeySecret: secret,
      pathStyle: true,
    };
    const source = unencoded === true ? unencodedSource(access) : createKs3Source(access);
    try {
      const { signal } = new AbortController();
      const onProgress = (): void => undefined;
      return await takeInventory({
        source: through(source),
        bucket,
        prefix,
        concurrency,
        checkpoint,
        signal,
        onProgress,
      });
    } finally {
      source.close();
    }
  }

  return {
    harness,
    addBucket: (name, objects) => harness.addBucket(name, sourceOf(objects)),
    fault: (rule) => harness.fault({ operation: 'ListObjectsV2', ...rule }),
    take,
    async failure(bucket, options) {
      const error: unknown = await take(bucket, options).then(
        ({ totals }) => new Error(`counted ${totals.objects} objects`),
        (reason: unknown) => reason,
      );
      if (error instanceof InterruptedInventory && error.reason instanceof PrepError) {
        return { error: error.reason, checkpoint: error.checkpoint };
      }
      throw error;
    },
    stop: () => harness.stop(),
  };
}

/** What the adapter does, but for the encoding: KS3 then writes keys as they are. */
function unencodedSource(access: Ks3Options): PageSource & { close(): void } {
  const client = createS3Client(access);
  const rawPageOf = keepRawPages(client, new PageMemory(4));
  return {
    async fetchPage({ prefix, startAfter, maxKeys }, abortSignal) {
      const input = { Bucket: access.bucket, Prefix: prefix, StartAfter: startAfter, MaxKeys: maxKeys };
      await client.send(new ListObjectsV2Command(input), { abortSignal });
      return { body: rawPageOf(input) ?? new Uint8Array(), requests: 1, requestId: undefined };
    },
    close: () => client.destroy(),
  };
}

/** Every object of a source, read off it and not listed. */
export function allOf(source: ObjectSource): TrueObject[] {
  return Array.from({ length: source.count }, (_, at) => {
    const { size, storageClass, lastModified } = source.factsAt(at);
    return { key: source.keyAt(at), size, storageClass, lastModified };
  });
}

function sourceOf(objects: readonly TrueObject[]): ObjectSource {
  return new MemorySource(
    objects.map(({ key, size, storageClass, lastModified }) => ({
      key,
      size,
      storageClass: storageClass ?? 'STANDARD',
      lastModified: lastModified ?? LONG_AGO,
      etag: 'd41d8cd98f00b204e9800998ecf8427e',
    })),
  );
}
