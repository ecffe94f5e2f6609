import { isCancellation, setCurrentDetails } from '@temporalio/workflow';
import type { SideOutcome } from '../activities/verification-activities';
import type { Attested, AttestedAbout } from '../contracts/attested';
import { contentPrice } from '../contracts/content-check';
import { preparationWorkflowId } from '../contracts/names';
import { differencesCommand, revokeCommand, verifyAgainCommand } from '../contracts/run-commands';
import type { SideCheckpoint, VerificationRequest, VerificationResult } from '../contracts/verification';
import {
  verificationLine,
  verificationNext,
  verificationRows,
} from '../presentation/report/verification-rows';
import type { Row } from '../presentation/report/aligned-lines';
import { code, plain } from '../presentation/text/markdown';
import { phrase, sayIn, wordsOf } from '../presentation/words/words';
import { bucketNamedIn } from './run/bucket-named-in';
import { unwrapFailure } from './run/failure';
import { SearchIndex } from './run/search-index';
import { activitiesOf, inventoryActivities } from './run/step-activities';
import { WORKER_LANGUAGE } from './run/worker-language';

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
  const show = (phase: string) =>
    index.show({ phase, bucket: bucketNamedIn(input), destination, requester: null, actionRequired: false });
  try {
    const request = await activitiesOf(
      sayIn(WORKER_LANGUAGE)(phrase('verify.validate')),
    ).validateVerification(input);
    const { language } = request;
    const say = sayIn(language);
    destination = request.destination.bucket;
    index.registered(request.searchable);
    show('running');
    const buckets = { source: request.source.bucket, destination: request.destination.bucket };
    const { contents } = request.scope;
    const price = (objects: number | null) =>
      contents === undefined ? '' : `\n\n${plain(say(contentPrice(contents, objects)))}`;
    setCurrentDetails(`### ${plain(say(phrase('verify.listing', buckets)))}${price(null)}`);
    const [ours, theirs] = await Promise.all([
      listWhole(input, 'source', request),
      listWhole(input, 'destination', request),
    ]);
    const objects = [ours, theirs].map(({ value }) => Number(value.listing.totals.objects));
    setCurrentDetails(`### ${say(phrase('verify.comparing'))}${price(Math.max(...objects))}`);
    const compare = say(phrase('verify.compare'));
    const result = await inventoryActivities(compare).compareSides({
      input,
      source: ours,
      destination: theirs,
    });
    setCurrentDetails(details(request, result.value));
    show(result.value.identical ? 'identical' : 'different');
    return result;
  } catch (error) {
    show(isCancellation(error) ? 'cancelled' : 'failed');
    throw unwrapFailure(error);
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

function details(request: VerificationRequest, result: VerificationResult): string {
  const { source, destination, language } = request;
  const words = wordsOf(language);
  const buckets = { source: source.bucket, destination: destination.bucket };
  const again = verifyAgainCommand(request);
  const rows: Row[] = [
    ...verificationRows(result, words),
    ...(result.identical
      ? []
      : [[words.verification.list, differencesCommand(again, source.bucket)] as const]),
  ];
  const revoke = revokeCommand(preparationWorkflowId(source.bucket));
  return [
    `### ${plain(verificationLine(buckets, result, words))}`,
    rows.map(([name, value]) => `- **${name}** ${plain(value)}`).join('\n'),
    verificationNext(result, code(revoke), code(again), words),
  ].join('\n\n');
}
