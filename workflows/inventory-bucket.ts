import { isErrorReport, type Say } from '../presentation/words/phrase';
import { phrase, sayIn, wordsOf } from '../presentation/words/words';
import {
  ApplicationFailure,
  ContinueAsNew,
  continueAsNew,
  getExternalWorkflowHandle,
  isCancellation,
  setCurrentDetails,
  workflowInfo,
} from '@temporalio/workflow';
import type { DealtInventory, InventoryPart } from '../provisioning/trust/attested-parts';
import type { SliceOutcome } from '../activities/inventory-slice';
import type { Attested, AttestedAbout } from '../contracts/approval/attested';
import { humanBytes, humanCount } from '../presentation/text/human-units';
import type { InventoryResult, Tally } from '../contracts/listing/inventory';
import { progressSignal } from '../contracts/messages';
import { inventoryWorkflowId } from '../contracts/names';
import { whyUnreadable } from '../contracts/inputs/unreadable-payload';
import { bucketNamedIn } from './run/bucket-named-in';
import { endedDetails } from './run/ended-details';
import { endedWith, failureOf } from './run/failure';
import { WORKER_LANGUAGE } from './run/worker-language';
import { attestedIn, innermost } from './run/problem';
import { refuseUnknownQuestions } from './run/unknown-messages';
import { SearchIndex } from './run/search-index';
import { inventoryActivities } from './run/step-activities';

/**
 * The first slice finishes most buckets by itself. For the rest it finds out where the keys are, and parts are dealt:
 * at first for a short while, as nobody knows yet how large they are, then for twice as long each time, so that the
 * history stays short.
 */
const FIRST_SLICE_MS = 10_000;
const FIRST_ROUND_MS = 10_000;
const MAX_ROUND_MS = 10 * 60_000;
/** A longer history is left behind: the parts hold all there is to go on with. */
const MAX_EVENTS = 2000;

/**
 * Counts every object of a KS3 bucket: exact totals with the proof that they are complete, or a failure that says
 * why not, which carries what was counted to go on from. A worker vouches for the totals, and for each part on its way.
 *
 * @param input one JSON object; only `source.bucket` is required
 * @param resume what an earlier, failed inventory of the same source counted
 */
export async function inventoryBucket(
  input: unknown,
  resume: DealtInventory | null = null,
): Promise<AttestedAbout<InventoryResult>> {
  const index = new SearchIndex();
  const show = (phase: string) =>
    index.show({
      phase,
      bucket: bucketNamedIn(input),
      destination: null,
      requester: null,
      actionRequired: false,
    });
  let language = WORKER_LANGUAGE;
  refuseUnknownQuestions((said) => sayIn(language)(said));
  try {
    refuseUnreadable(resume);
    let inventory = await deal(input, resume, 1);
    language = inventory.language ?? language;
    index.registered(inventory.searchable);
    show('running');
    let parallelSlices = 1;
    for (let round = 0; round === 0 || isLeft(inventory); round++) {
      if (round > 0) {
        if (workflowInfo().historyLength > MAX_EVENTS) {
          await continueAsNew<typeof inventoryBucket>(input, inventory);
        }
        inventory = await deal(input, inventory, parallelSlices);
      }
      const since = { at: Date.now(), objects: countedBy(inventory).objects };
      const listed = await listSideBySide(input, inventory, round);
      ({ inventory, parallelSlices } = listed);
      if (isLeft(inventory)) {
        tellPreparation(listed.counted, since, inventory);
      }
      setCurrentDetails(details('run.listing', listed.counted, inventory));
    }
    const result = await inventoryActivities(sayOf(inventory)(phrase('run.proveComplete'))).concludeInventory(
      {
        input,
        inventory,
      },
    );
    show('complete');
    setCurrentDetails(details('run.complete', result.value.totals, inventory));
    return result;
  } catch (error) {
    const failure = endedWith(error, null, language);
    if (!(error instanceof ContinueAsNew)) {
      setCurrentDetails(endedDetails(failure, language));
      show(isCancellation(error) ? 'cancelled' : 'failed');
    }
    throw failure;
  }
}

function refuseUnreadable(resume: unknown): void {
  const reason = whyUnreadable(resume);
  if (reason !== null) {
    const about = { resource: 'inventoryBucket', findings: [phrase('run.resumeUnreadable', { reason })] };
    throw failureOf('InvalidInput', about, WORKER_LANGUAGE);
  }
}

/** What the failure of an inventory carries of what it counted, if it came that far. */
export function reachedIn(error: unknown): DealtInventory | null {
  return detailOf(error, (detail): detail is DealtInventory => 'deal' in detail && 'parts' in detail);
}

function deal(input: unknown, inventory: DealtInventory | null, into: number): Promise<DealtInventory> {
  return inventoryActivities(sayOf(inventory)(phrase('run.deal'))).dealInventory({ input, inventory, into });
}

function isLeft({ parts }: DealtInventory): boolean {
  return parts.some(({ value }) => value.checkpoint.ranges.length > 0);
}

/**
 * Tells the preparation how far its inventory is, once a round. Rounds last up to ten minutes, so what that adds to
 * histories does not grow with the number of keys. Nobody waits for it, and nothing depends on it.
 */
function tellPreparation(
  { objects, bytes }: Tally,
  since: { readonly at: number; readonly objects: string },
  { parts }: DealtInventory,
): void {
  const { parent, workflowId } = workflowInfo();
  if (parent === undefined || inventoryWorkflowId(parent.workflowId) !== workflowId) {
    return;
  }
  const seconds = Math.max(1, Date.now() - since.at) / 1000;
  const objectsPerSecond = Math.round(Number(BigInt(objects) - BigInt(since.objects)) / seconds);
  const left = parts.flatMap(({ value }) => value.checkpoint.ranges.map(({ keysLeft }) => keysLeft));
  const known = objectsPerSecond > 0 && left.every((keys) => keys !== undefined);
  const secondsLeft = known
    ? Math.round(left.reduce((sum: number, keys) => sum + (keys ?? 0), 0) / objectsPerSecond)
    : null;
  getExternalWorkflowHandle(parent.workflowId, parent.runId)
    .signal(progressSignal, { objects, bytes, objectsPerSecond, secondsLeft })
    .catch(() => undefined);
}

interface Listed {
  readonly inventory: DealtInventory;
  readonly parallelSlices: number;
  readonly counted: Tally;
}

/** Lists the parts of the keyspace at the same time, each on any worker. A failure carries what all of them counted. */
async function listSideBySide(input: unknown, inventory: DealtInventory, round: number): Promise<Listed> {
  const { parts } = inventory;
  const listed = await Promise.allSettled(
    parts.map((part, at) =>
      listSlice(input, part, sayOf(inventory), { round, part: at + 1, parts: parts.length }),
    ),
  );
  const reached = listed.map((slice, at) =>
    slice.status === 'fulfilled' ? slice.value.part : (attestedIn<InventoryPart>(slice.reason) ?? parts[at]),
  ) as Attested<InventoryPart>[];
  const left: DealtInventory = { ...inventory, parts: reached };
  const failed = listed.find((slice) => slice.status === 'rejected');
  if (failed === undefined) {
    const outcomes = listed.map((slice) => (slice as PromiseFulfilledResult<SliceOutcome>).value);
    return { inventory: left, parallelSlices: outcomes[0]?.parallelSlices ?? 1, counted: countedBy(left) };
  }
  const failure = innermost(failed.reason);
  throw failure instanceof ApplicationFailure && !isCancellation(failed.reason)
    ? ApplicationFailure.nonRetryable(
        failure.message,
        failure.type ?? undefined,
        left,
        ...(failure.details ?? []).filter(isErrorReport),
      )
    : failed.reason;
}

function listSlice(
  input: unknown,
  part: Attested<InventoryPart>,
  say: Say,
  place: { readonly round: number; readonly part: number; readonly parts: number },
): Promise<SliceOutcome> {
  const { round, parts: sideBySide } = place;
  const budgetMs = round === 0 ? FIRST_SLICE_MS : Math.min(MAX_ROUND_MS, FIRST_ROUND_MS * 2 ** (round - 1));
  const summary = say(phrase('run.list', { bucket: bucketNamedIn(input), ...place }));
  return inventoryActivities(summary).inventorySlice({ input, part, budgetMs, sideBySide });
}

function detailOf<T>(error: unknown, wanted: (detail: object) => detail is T & object): T | null {
  const failure = innermost(error);
  const found: readonly unknown[] = failure instanceof ApplicationFailure ? (failure.details ?? []) : [];
  const objects = found.filter((detail) => typeof detail === 'object' && detail !== null);
  return objects.find(wanted) ?? null;
}

/** For people: what counts is what a worker concludes. */
function countedBy({ parts }: DealtInventory): Tally {
  const sum = (of: (totals: Tally) => string) =>
    String(parts.reduce((total, { value }) => total + BigInt(of(value.checkpoint.totals)), 0n));
  return { objects: sum(({ objects }) => objects), bytes: sum(({ bytes }) => bytes) };
}

/** In the language of the worker that dealt it. */
function sayOf(inventory: DealtInventory | null): Say {
  return sayIn(inventory?.language ?? WORKER_LANGUAGE);
}

function details(
  heading: 'run.listing' | 'run.complete',
  { objects, bytes }: Tally,
  inventory: DealtInventory,
): string {
  const names = wordsOf(inventory.language ?? WORKER_LANGUAGE).details;
  return `### ${sayOf(inventory)(phrase(heading))}\n\n**${names.objects}** ${humanCount(objects)} · **${names.bytes}** ${humanCount(bytes)} (${humanBytes(bytes)})`;
}
