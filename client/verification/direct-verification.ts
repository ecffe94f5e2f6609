import { createKs3Source } from '../../clouds/ks3/adapter';
import { createOssListing } from '../../clouds/oss/listing';
import { ks3SourceFromEnvironment } from '../../configuration/settings/ks3-from-environment';
import { ossFromEnvironment } from '../../configuration/settings/oss-from-environment';
import { differencesFileOf } from '../../contracts/runs/run-commands';
import { pathWord } from '../../presentation/text/shell-word';
import type {
  ContentCheck,
  VerificationResult,
  VerificationScope,
} from '../../contracts/migration/verification';
import { PrepError } from '../../contracts/prep-error';
import { takeVerification } from '../../inventory/verification/take-verification';
import type { Said } from '../../presentation/words/phrase';
import { phrase } from '../../presentation/words/words';
import { CommandError } from '../command-error';
import type { CommandContext } from '../command-context';
import type { Answer } from '../answer';
import { EXIT } from '../exit-codes';
import { demandCheckpointPlace, demandReplaceable, removeCheckpoints } from '../inventory/checkpoint-file';
import { DEFAULT_PATIENCE_MS } from '../inventory/direct-request';
import { Outlast } from '../inventory/outlast';
import type { ContentQuestion } from './content-question';
import { differencesFile } from './differences-file';
import type { ListingThread } from './list-in-thread';
import {
  misfitFor,
  readListedSides,
  SidesKeeper,
  type Compared,
  type ListedSides,
} from './verification-checkpoint';
import { verificationAnswer } from './verification-answer';
import type { VerificationView } from './verification-view';

const CHECKPOINT_EVERY_MS = 10_000;

/** What to verify in this process, without a server. */
export interface DirectVerification {
  readonly source: {
    readonly bucket: string;
    readonly endpoint?: string | undefined;
    readonly region?: string | undefined;
    readonly pathStyle?: boolean | undefined;
  };
  readonly destination: { readonly bucket: string; readonly region?: string | undefined };
  readonly scope: VerificationScope;
  /** Requests under way on each side. */
  readonly concurrency: number;
  /** Milliseconds to wait for a side that answers no more. */
  readonly patience?: number | undefined;
  /** File to keep what was listed in. */
  readonly checkpoint?: string | undefined;
  /** File to resume from; it is kept up to date unless `checkpoint` names another. */
  readonly resume?: string | undefined;
  /** A new CSV file for every difference. */
  readonly differences?: string | undefined;
  /** Asked before the contents of objects are compared. */
  readonly mayCompareContents: ContentQuestion;
  /** The command, to repeat it. */
  readonly again: string;
}

/**
 * Verifies a migration with the keys of the environment.
 *
 * @throws ConfigurationError, PrepError `Ks3…` and `Oss…`, CommandError `Interrupted`, `FileRefused`
 */
export async function directVerification(
  { source, destination, scope: asked, concurrency, ...request }: DirectVerification,
  thread: ListingThread,
  context: CommandContext,
  signal: AbortSignal,
  view: VerificationView,
): Promise<Answer> {
  const { differences, mayCompareContents, again, resume, patience = DEFAULT_PATIENCE_MS } = request;
  const scope = await agreedScope(asked, mayCompareContents);
  const profile = ks3SourceFromEnvironment(context.env, source);
  const oss = ossFromEnvironment(context.env, destination.bucket, destination.region);
  const compared: Compared = {
    endpoint: profile.endpoint,
    bucket: source.bucket,
    destinationEndpoint: oss.endpoint ?? null,
    destinationRegion: oss.region,
    destinationBucket: destination.bucket,
    scope,
  };
  const before = resume === undefined ? undefined : await readListedSides(resume, compared);
  const keeper = await keeperOf({ checkpoint: request.checkpoint, resume }, compared, before, context);
  const ks3 = new Outlast(patience, context.tell).over(
    createKs3Source({ ...profile, bucket: source.bucket, connections: concurrency }),
  );
  const ofDestination = new Outlast(patience, context.tell);
  const listing = ofDestination.over(
    createOssListing({ ...oss, bucket: destination.bucket, connections: concurrency }),
  );
  const started = performance.now();
  const list = differences === undefined ? undefined : await differencesFile(differences);
  try {
    const result = await takeVerification({
      source: { name: 'source', bucket: source.bucket, prefix: scope.sourcePrefix, source: ks3 },
      destination: {
        name: 'destination',
        store: 'oss',
        bucket: destination.bucket,
        prefix: scope.destinationPrefix,
        source: listing,
      },
      scope,
      concurrency,
      signal,
      listDestination: (maxCutBytes, ended) =>
        thread.list(
          {
            oss,
            bucket: destination.bucket,
            prefix: scope.destinationPrefix,
            scope,
            concurrency,
            maxCutBytes,
            patienceMs: patience,
            checkpoint: before?.destination,
            checkpointEveryMs: keeper === undefined ? undefined : CHECKPOINT_EVERY_MS,
          },
          ended,
          {
            onProgress(progress) {
              ofDestination.answered();
              view.listed('destination', progress);
            },
            onCheckpoint: (reached) => keeper?.keep('destination', reached),
            onTold: context.tell,
          },
        ),
      before,
      onCheckpoint: (side, checkpoint, isWhole) =>
        isWhole ? keeper?.keep(side, checkpoint()) : keeper?.offer(side, checkpoint),
      onListed: view.listed,
      onListedWhole: async (objects) =>
        wantsShare(scope.contents) && !(await mayCompareContents(scope.contents, objects))
          ? 'keys only'
          : 'as asked',
      onSearched: view.searched,
      onSampled: view.sampled,
      ...(list === undefined ? {} : { onDifference: (found) => list.add(found) }),
    });
    await Promise.all([list?.done(), keeper?.written()]);
    await removeCheckpoints([request.checkpoint, resume], misfitFor(compared), context.tell);
    const seconds = Math.round(performance.now() - started) / 1000;
    const buckets = { source: source.bucket, destination: destination.bucket };
    return verificationAnswer(buckets, withList(result, source.bucket, request), seconds, context, {
      again,
      ...(differences === undefined ? {} : { list: differences }),
    });
  } catch (error) {
    await list?.discard();
    await keeper?.written();
    const resumable = keeper?.isThere === true ? `${again} --resume ${pathWord(keeper.file)}` : null;
    throw unfinished(error, signal, resumable);
  } finally {
    ks3.close();
    listing.close();
  }
}

/** An error that says how to resume, if that is possible. */
function unfinished(error: unknown, signal: AbortSignal, resume: string | null): unknown {
  if (error instanceof PrepError || error instanceof CommandError) {
    const happened: Said = error instanceof PrepError ? { ...error.report, outside: true } : error.said;
    return resume === null
      ? error
      : new CommandError(error.type, phrase('verify.failedWith', { happened, resume }), EXIT.error, {
          cause: error,
        });
  }
  if (signal.aborted) {
    const said =
      resume === null ? phrase('verify.interrupted') : phrase('verify.interruptedWith', { resume });
    return new CommandError('Interrupted', said, EXIT.error);
  }
  return error;
}

/** Names the command that writes every difference, if nobody asked for that. */
function withList(
  result: VerificationResult,
  bucket: string,
  { differences, again }: Pick<DirectVerification, 'differences' | 'again'>,
): VerificationResult {
  return result.identical || differences !== undefined
    ? result
    : { ...result, listCommand: `${again} --differences ${differencesFileOf(bucket)}` };
}

/** A number of objects has its price before anything is listed; a share only afterwards. */
async function agreedScope(
  scope: VerificationScope,
  mayCompareContents: ContentQuestion,
): Promise<VerificationScope> {
  const { contents, ...keysOnly } = scope;
  return contents === undefined || wantsShare(contents) || (await mayCompareContents(contents, null))
    ? scope
    : keysOnly;
}

const wantsShare = (check: ContentCheck | undefined): check is ContentCheck & { readonly share: number } =>
  check !== undefined && 'share' in check;

/** @throws CommandError `FileRefused` for a file that is no checkpoint */
async function keeperOf(
  { checkpoint, resume }: Pick<DirectVerification, 'checkpoint' | 'resume'>,
  compared: Compared,
  before: ListedSides | undefined,
  { tell }: CommandContext,
): Promise<SidesKeeper | undefined> {
  const file = checkpoint ?? resume;
  if (file === undefined) {
    return undefined;
  }
  const misfit = misfitFor(compared);
  await (checkpoint === undefined
    ? demandReplaceable(file, misfit)
    : demandCheckpointPlace(file, misfit, resume));
  return new SidesKeeper(file, compared, before, tell);
}
