import { isCancellation, setCurrentDetails } from '@temporalio/workflow';
import type { SideOutcome } from '../activities/verification-activities';
import type { Attested, AttestedAbout } from '../contracts/approval/attested';
import { contentPrice } from '../contracts/migration/content-check';
import { verifyAgainCommand } from '../contracts/runs/run-commands';
import {
  verificationOutcome,
  type SideCheckpoint,
  type VerificationRequest,
  type VerificationResult,
} from '../contracts/migration/verification';
import {
  verificationLine,
  verificationNext,
  verificationRows,
} from '../presentation/report/verification-rows';
import type { Row } from '../presentation/report/aligned-lines';
import { commandSpan, plain } from '../presentation/text/markdown';
import { phrase, sayIn, wordsOf } from '../presentation/words/words';
import { bucketNamedIn } from './run/bucket-named-in';
import { endedDetails } from './run/ended-details';
import { endedWith } from './run/failure';
import { SearchIndex } from './run/search-index';
import { activitiesOf, inventoryActivities, searchActivities } from './run/step-activities';
import { refuseUnknownQuestions } from './run/unknown-messages';
import { WORKER_LANGUAGE } from './run/worker-language';
import { ScheduledNews } from './verification/scheduled-news';

/** A slice takes so long at most, which lists hundreds of millions of objects. */
const SLICE_MS = 20 * 60_000;

/**
 * Proves that a migration is complete: lists both sides, compares keys and sizes, and finds every difference. A worker
 * vouches for the result. It fails if a side cannot be listed: nothing is proven then.
 *
 * @param input one JSON object; only `source.bucket` is required
 */
export async function verifyMigration(input: unknown): Promise<AttestedAbout<VerificationResult>> {
  const index = new SearchIndex();
  let destination: string | null = null;
  let language = WORKER_LANGUAGE;
  let say = sayIn(language);
  let again: string | null = null;
  let shown = '';
  refuseUnknownQuestions((said) => say(said));
  const bucket = bucketNamedIn(input);
  const news = new ScheduledNews(
    bucket,
    (said) => say(said),
    () => showDetails(shown),
  );
  const showDetails = (text: string) => {
    shown = text;
    setCurrentDetails([text, ...news.undelivered.map((said) => plain(say(said)))].join('\n\n'));
  };
  const show = (phase: string) =>
    index.show({ phase, bucket, destination, requester: null, actionRequired: false });
  try {
    const request = await activitiesOf(say(phrase('verify.validate'))).validateVerification(input);
    ({ language } = request);
    say = sayIn(language);
    again = verifyAgainCommand(request, input);
    news.validated(request);
    destination = request.destination.bucket;
    index.registered(request.searchable);
    show('running');
    const buckets = { source: request.source.bucket, destination: request.destination.bucket };
    const { contents } = request.scope;
    const price = (objects: number | null) =>
      contents === undefined ? '' : `\n\n${plain(say(contentPrice(contents, objects)))}`;
    showDetails(`### ${plain(say(phrase('verify.listing', buckets)))}${price(null)}`);
    const [ours, theirs] = await Promise.all([
      listWhole(input, 'source', request),
      listWhole(input, 'destination', request),
    ]);
    const objects = [ours, theirs].map(({ value }) => Number(value.listing.totals.objects));
    showDetails(`### ${say(phrase('verify.comparing'))}${price(Math.max(...objects))}`);
    const compare = say(phrase('verify.compare'));
    const found = await searchActivities(compare).compareSides({
      input,
      source: ours,
      destination: theirs,
    });
    const result = news.isScheduled
      ? await activitiesOf(say(phrase('verify.compareWithLast'))).compareWithLastVerification({
          input,
          found,
        })
      : found;
    showDetails(details(request, result.value, again));
    show(verificationOutcome(result.value));
    news.found(result.value);
    return result;
  } catch (error) {
    const failure = endedWith(error, again, language);
    news.failed(failure);
    showDetails(endedDetails(failure, language));
    show(isCancellation(error) ? 'cancelled' : 'failed');
    throw failure;
  } finally {
    await news.flush();
  }
}

/** Lists a side to its end, slice after slice. */
async function listWhole(
  input: unknown,
  side: 'source' | 'destination',
  request: VerificationRequest,
): Promise<Attested<SideCheckpoint>> {
  const { bucket } = request[side];
  let reached: Attested<SideCheckpoint> | null = null;
  for (let round = 0; ; round++) {
    const summary = sayIn(request.language)(phrase('verify.list', { side, bucket, round }));
    const outcome: SideOutcome = await inventoryActivities(summary).verifiedSide({
      input,
      side,
      reached,
      budgetMs: SLICE_MS,
    });
    ({ reached } = outcome);
    if (outcome.done) {
      return reached;
    }
  }
}

function details(request: VerificationRequest, result: VerificationResult, again: string): string {
  const { source, destination, language } = request;
  const words = wordsOf(language);
  const buckets = { source: source.bucket, destination: destination.bucket };
  const rows: Row[] = [
    ...verificationRows(result, words, sayIn(language)).map(([name, value]): Row => [name, plain(value)]),
    ...(result.listCommand === undefined
      ? []
      : [[words.verification.list, commandSpan(result.listCommand)] as const]),
  ];
  return [
    `### ${plain(verificationLine(buckets, result, words))}`,
    rows.map(([name, value]) => `- **${name}** ${value}`).join('\n'),
    verificationNext(result, again, words, commandSpan),
  ].join('\n\n');
}
