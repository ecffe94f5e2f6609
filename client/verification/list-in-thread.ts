import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { OssDestination } from '../../configuration/settings/oss-from-environment';
import type { ErrorType } from '../../contracts/error-table';
import type { SliceProgress } from '../../contracts/listing/inventory';
import { PrepError, type ErrorContext } from '../../contracts/prep-error';
import type { SideCheckpoint, VerificationScope } from '../../contracts/migration/verification';
import type { Said } from '../../presentation/words/phrase';

/** What a thread lists. Its secrets are text: threads share nothing else. */
export interface ThreadedListing {
  readonly oss: Omit<OssDestination, 'accessKeySecret' | 'securityToken'> & {
    readonly accessKeySecret: string;
    readonly securityToken: string | undefined;
  };
  readonly bucket: string;
  readonly prefix: string;
  readonly scope: VerificationScope;
  readonly concurrency: number;
  readonly maxCutBytes: number;
  /** How long it waits for a store that answers no more. */
  readonly patienceMs: number;
  /** Absent to begin. */
  readonly checkpoint?: SideCheckpoint | undefined;
  /** Milliseconds between the checkpoints that it reports; absent for none. */
  readonly checkpointEveryMs?: number | undefined;
}

/** What a thread says. */
export type ThreadAnswer =
  | { readonly progress: SliceProgress }
  | { readonly kept: SideCheckpoint }
  /** For the person at the command line. */
  | { readonly told: Said }
  | { readonly reached: SideCheckpoint }
  | { readonly refused: { readonly type: ErrorType; readonly context: ErrorContext } }
  | { readonly failed: string };

/** Who hears of it. */
export interface ThreadListener {
  readonly onProgress: (progress: SliceProgress) => void;
  readonly onCheckpoint: (reached: SideCheckpoint) => void;
  readonly onTold: (said: Said) => void;
}

const FILE = 'listing-thread.js';

/** A thread for the listing of a destination. It loads what that takes while this one still loads and checks. */
export class ListingThread {
  readonly #thread = new Worker(compiledFile());
  readonly #ended = new Promise<never>((_, reject) => {
    this.#thread
      .once('error', reject)
      .once('exit', () => reject(new Error('The thread that lists the destination ended.')));
  });

  constructor() {
    this.#thread.unref();
    // Who lists is told.
    this.#ended.catch(() => undefined);
  }

  /**
   * Lists a destination, once.
   *
   * @throws PrepError `Oss…`, or the signal's reason
   */
  async list(
    { oss, ...how }: Omit<ThreadedListing, 'oss'> & { readonly oss: OssDestination },
    signal: AbortSignal,
    { onProgress, onCheckpoint, onTold }: ThreadListener,
  ): Promise<SideCheckpoint> {
    signal.throwIfAborted();
    const listing: ThreadedListing = {
      ...how,
      oss: {
        ...oss,
        accessKeySecret: oss.accessKeySecret.reveal(),
        securityToken: oss.securityToken?.reveal(),
      },
    };
    let stopListening = (): void => undefined;
    const listed = new Promise<SideCheckpoint>((resolve, reject) => {
      const abort = (): void => reject(signal.reason as Error);
      signal.addEventListener('abort', abort, { once: true });
      stopListening = () => signal.removeEventListener('abort', abort);
      this.#thread.on('message', (answer: ThreadAnswer) => {
        if ('progress' in answer) {
          onProgress(answer.progress);
        } else if ('kept' in answer) {
          onCheckpoint(answer.kept);
        } else if ('told' in answer) {
          onTold(answer.told);
        } else if ('reached' in answer) {
          resolve(answer.reached);
        } else {
          reject(
            'refused' in answer
              ? new PrepError(answer.refused.type, answer.refused.context)
              : new Error(answer.failed),
          );
        }
      });
    });
    this.#thread.ref();
    this.#thread.postMessage(listing);
    try {
      return await Promise.race([listed, this.#ended]);
    } finally {
      stopListening();
      await this.end();
    }
  }

  async end(): Promise<void> {
    await this.#thread.terminate();
  }
}

/** Beside this file once all is compiled; a test that runs the sources finds what the build left. */
function compiledFile(): string {
  const beside = join(__dirname, FILE);
  return existsSync(beside) ? beside : join(__dirname, '..', '..', 'dist', 'client', 'verification', FILE);
}
