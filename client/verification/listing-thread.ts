import { parentPort } from 'node:worker_threads';
import { createOssListing } from '../../clouds/oss/listing';
import { PrepError } from '../../contracts/prep-error';
import { Secret } from '../../contracts/credentials/secret';
import { listSide } from '../../inventory/verification/list-side';
import { hideNodeWarnings } from '../../worker/node-warnings';
import { Outlast } from '../inventory/outlast';
import type { ThreadAnswer, ThreadedListing } from './list-in-thread';

/** Lists a destination beside the thread that lists the source: one core reads some 700 pages a second. */
async function list({ oss, ...how }: ThreadedListing): Promise<void> {
  const { accessKeySecret, securityToken, ...place } = oss;
  const source = createOssListing({
    ...place,
    accessKeySecret: new Secret(accessKeySecret),
    securityToken: securityToken === undefined ? undefined : new Secret(securityToken),
    bucket: how.bucket,
    connections: how.concurrency,
  });
  try {
    const { bucket, prefix, patienceMs, checkpointEveryMs = Infinity, ...options } = how;
    const outlast = new Outlast(patienceMs, (told) => answer({ told }));
    let keptAt = Number.NEGATIVE_INFINITY;
    const reached = await listSide({
      ...options,
      side: { name: 'destination', store: 'oss', bucket, prefix, source: outlast.over(source) },
      budgetMs: Infinity,
      signal: new AbortController().signal,
      onProgress(progress, checkpoint) {
        answer({ progress });
        if (progress.pages > 0 && performance.now() - keptAt >= checkpointEveryMs) {
          keptAt = performance.now();
          answer({ kept: checkpoint() });
        }
      },
    });
    answer({ reached });
  } catch (error) {
    answer(
      error instanceof PrepError
        ? { refused: { type: error.type, context: error.context } }
        : { failed: error instanceof Error ? error.message : String(error) },
    );
  } finally {
    source.close();
  }
}

function answer(message: ThreadAnswer): void {
  parentPort?.postMessage(message);
}

hideNodeWarnings(process.env);
parentPort?.once('message', (listing: ThreadedListing) => void list(listing));
