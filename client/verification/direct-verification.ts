import { createKs3Source } from '../../clouds/ks3/adapter';
import { createOssListing } from '../../clouds/oss/listing';
import { ks3SourceFromEnvironment } from '../../configuration/settings/ks3-from-environment';
import { ossFromEnvironment } from '../../configuration/settings/oss-from-environment';
import type { ContentCheck, VerificationScope } from '../../contracts/verification';
import { PrepError } from '../../contracts/prep-error';
import { takeVerification } from '../../inventory/verification/take-verification';
import { phrase } from '../../presentation/words/words';
import { CommandError } from '../command-error';
import type { CommandContext } from '../command-context';
import type { Answer } from '../answer';
import { EXIT } from '../exit-codes';
import type { ContentQuestion } from './content-question';
import { differencesFile } from './differences-file';
import { listInThread } from './list-in-thread';
import { verificationAnswer } from './verification-answer';
import type { VerificationView } from './verification-view';

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
  {
    source,
    destination,
    scope: asked,
    concurrency,
    differences,
    mayCompareContents,
    again,
  }: DirectVerification,
  context: CommandContext,
  signal: AbortSignal,
  view: VerificationView,
): Promise<Answer> {
  const scope = await agreedScope(asked, mayCompareContents);
  const profile = ks3SourceFromEnvironment(context.env, source);
  const oss = ossFromEnvironment(context.env, destination.region);
  const ks3 = createKs3Source({ ...profile, bucket: source.bucket, connections: concurrency });
  const listing = createOssListing({ ...oss, bucket: destination.bucket, connections: concurrency });
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
        listInThread(
          {
            oss,
            bucket: destination.bucket,
            prefix: scope.destinationPrefix,
            scope,
            concurrency,
            maxCutBytes,
          },
          ended,
          (progress) => view.listed('destination', progress),
        ),
      onListed: view.listed,
      onListedWhole: async (objects) =>
        wantsShare(scope.contents) && !(await mayCompareContents(scope.contents, objects))
          ? 'keys only'
          : 'as asked',
      onSearched: view.searched,
      onSampled: view.sampled,
      ...(list === undefined ? {} : { onDifference: (found) => list.add(found) }),
    });
    await list?.done();
    const seconds = Math.round(performance.now() - started) / 1000;
    const buckets = { source: source.bucket, destination: destination.bucket };
    return verificationAnswer(buckets, result, seconds, context, {
      again,
      ...(differences === undefined ? {} : { list: differences }),
    });
  } catch (error) {
    await list?.discard();
    if (signal.aborted && !(error instanceof PrepError)) {
      throw new CommandError('Interrupted', phrase('verify.interrupted'), EXIT.error);
    }
    throw error;
  } finally {
    ks3.close();
    listing.close();
  }
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
