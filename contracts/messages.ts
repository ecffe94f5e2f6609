import type { DecisionRequest } from './approval/approval';
import { defineQuery, defineSignal, defineUpdate } from '@temporalio/workflow';
import { z } from 'zod';
import type { ApprovalAudit } from './approval/approval';
import { correctedMessage, type MessageName } from './inputs/corrected-message';
import { abridged, MAX_MESSAGE_BYTES, MAX_REMARK_CHARACTERS } from './inputs/input-limits';
import { parseInput, refused, textLike } from './inputs/input-problems';
import type { SealedRotation } from './credentials/credential-lifecycle';
import type { DraftResult } from './runs/result';
import { isPhrase, type Phrase, type Said } from '../presentation/words/phrase';
import { phrase, say } from '../presentation/words/words';
import type { InputProblem } from './inputs/problem-lines';
import { graceMs, graceSchema } from './inputs/grace';
import { isTime } from './inputs/moment';
import { personName } from './approval/person';
import type { FleetPage } from './runs/fleet';
import type { AnyPlan, FrozenPlan } from './runs/plan';
import type { PreparationStatus } from './runs/status';

// Arguments are `unknown`: anybody can send anything from the Web UI, and a handler that throws blocks a run indefinitely.
export const approveSignal = defineSignal<[unknown]>('approve');
export const rejectSignal = defineSignal<[unknown]>('reject');
export const retrySignal = defineSignal<[unknown]>('retry');
/** Asks for the end of the rounds of a migration; the approval of it decides. */
export const cutOverSignal = defineSignal<[unknown]>('cutOver');
export const revokeSignal = defineSignal<[unknown]>('revoke');
export const confirmSignal = defineSignal<[unknown]>('confirm');
/** How far the inventory of a preparation is, from its child; shown to people and nothing else. */
export const progressSignal = defineSignal<[unknown]>('progress');
/** Carries nothing: whoever gets it looks again at what the cloud says. */
export const lookSignal = defineSignal<[unknown]>('look');
export const revokeUpdate = defineUpdate<UpdateReceipt, [unknown]>('revokeNow');
export const confirmUpdate = defineUpdate<UpdateReceipt, [unknown]>('confirmNow');
export const cutOverUpdate = defineUpdate<UpdateReceipt, [unknown]>('requestCutOver');
export const decideUpdate = defineUpdate<UpdateReceipt, [unknown]>('decide');
export const statusQuery = defineQuery<PreparationStatus, [asked?: unknown]>('status');
/** The buckets of a fleet, a page at a time. JSON, if any: `{ "page": 2, "phase": "failed" }`. */
export const fleetQuery = defineQuery<FleetPage, [asked?: unknown]>('fleet');
export const planQuery = defineQuery<FrozenPlan<AnyPlan> | null>('plan');
export const draftQuery = defineQuery<DraftResult | null>('draft');
export const auditQuery = defineQuery<ApprovalAudit>('audit');
/** The sealed new AccessKey of a rotation, as soon as there is one. */
export const sealedQuery = defineQuery<SealedRotation | null>('sealed');

/** Of what is wrong with a message, as data. */
const MAX_PROBLEM_CHARACTERS = 2000;

const remark = z.string().max(MAX_REMARK_CHARACTERS);
/** An armored SSH signature is some 300 characters. */
const signature = z.string().min(1).max(4096);
const digest = textLike(/^[0-9a-f]{64}$/, phrase('input.planDigest'));

const time = z.string().refine(isTime, refused(phrase('input.notTime', { example: '2026-11-24T05:01:22Z' })));

/** What every decision may carry beside its own words. */
const bound = {
  planDigest: digest.optional(),
  runId: z.string().min(1).max(64).optional(),
  signedAt: time.optional(),
  signature: signature.optional(),
  from: z.string().max(128).optional(),
};

const approve = z.strictObject({ approver: personName(), comment: remark.optional(), ...bound });
const reject = z.strictObject({ approver: personName(), reason: remark.optional(), ...bound });
const retry = z.strictObject({ by: personName().optional() });
const cutOver = z.strictObject({ by: personName() });
const revoke = z.strictObject({
  by: personName().optional(),
  reason: remark.optional(),
  grace: graceSchema().optional(),
});
const confirm = z.strictObject({ by: personName().optional(), code: z.string().min(1).max(128) });
const decide = z
  .strictObject({
    decision: z.enum(['approve', 'reject']),
    approver: personName(),
    comment: remark.optional(),
    /** As the signal `reject` has it. */
    reason: remark.optional(),
    ...bound,
  })
  .refine(({ decision, reason }) => decision === 'reject' || reason === undefined, {
    path: ['reason'],
    ...refused(phrase('input.unknownFieldNear', { near: 'comment' })),
  });

const digits = z.string().regex(/^\d{1,30}$/);
const progress = z.strictObject({
  objects: digits,
  bytes: digits,
  objectsPerSecond: z.int().min(0),
  secondsLeft: z.int().min(0).nullable(),
});

/** What an inventory has counted so far, and how fast. */
export type CountedSoFar = z.output<typeof progress>;

/** Reads a `progress`; null for anything else. */
export function readProgress(payload: unknown): CountedSoFar | null {
  return progress.safeParse(payload).data ?? null;
}

/** A message as it was read, or what is wrong with it. */
export type Read<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly problem: Phrase };

/** @param waiting the digest of the plan that waits, for the example in a refusal; likewise below */
export function readApprove(payload: unknown, waiting: string | null = null): Read<DecisionRequest> {
  const take = ({ comment = '', ...rest }: z.output<typeof approve>) => {
    return { decision: 'approve' as const, comment, ...rest };
  };
  return read('approve', approve, payload, take, waiting);
}

export function readReject(payload: unknown, waiting: string | null = null): Read<DecisionRequest> {
  const take = ({ reason = '', ...rest }: z.output<typeof reject>) => {
    return { decision: 'reject' as const, comment: reason, ...rest };
  };
  return read('reject', reject, payload, take, waiting);
}

export function readDecide(payload: unknown, waiting: string | null = null): Read<DecisionRequest> {
  const take = ({ comment = '', reason = '', ...rest }: z.output<typeof decide>) => {
    return { comment: [reason, comment].filter((text) => text !== '').join('; '), ...rest };
  };
  return read('decide', decide, payload, take, waiting);
}

/** What somebody asks of a run that requires an action. */
export interface RetryRequest {
  readonly by: string | null;
}

/** Reads a `retry`; an empty payload will do, since all it asks is to go on. `by` is null if no name was given, as below. */
export function readRetry(payload: unknown): Read<RetryRequest> {
  return read('retry', retry, payload ?? {}, ({ by = null }) => ({ by }));
}

/** Reads a `cutOver`. It names who asks: whoever does must not approve it under four eyes. */
export function readCutOver(payload: unknown): Read<{ readonly by: string }> {
  return read('cutOver', cutOver, payload ?? {}, ({ by }) => ({ by }));
}

/** What somebody asks of a revocation that waits. */
export interface RevokeRequest {
  readonly by: string | null;
  readonly reason: string;
  /** Milliseconds; undefined: as it was. */
  readonly graceMs: number | undefined;
}

/** Reads a `revoke`; an empty payload will do. */
export function readRevoke(payload: unknown): Read<RevokeRequest> {
  return read('revoke', revoke, payload ?? {}, ({ by = null, reason = '', grace }) => {
    return { by, reason, graceMs: grace === undefined ? undefined : graceMs(grace) };
  });
}

/** The answer to an update that was accepted. */
export interface UpdateReceipt {
  readonly accepted: true;
  readonly message: Said;
}

/** Somebody's word that a new AccessKey is in use, with the code that only who opened it knows. */
export interface Confirmation {
  readonly by: string | null;
  readonly code: string;
}

/** Reads a `confirm`. */
export function readConfirm(payload: unknown): Read<Confirmation> {
  return read('confirm', confirm, payload, ({ by = null, code }) => ({ by, code }));
}

function read<T, R>(
  name: MessageName,
  schema: z.ZodType<T> & { readonly shape: Readonly<Record<string, z.ZodType>> },
  payload: unknown,
  take: (value: T) => R,
  waiting: string | null = null,
): Read<R> {
  // The whole example is shown, and none for each field; their names are there to find the one that was meant.
  const fields = Object.fromEntries(Object.keys(schema.shape).map((field) => [field, undefined]));
  const parsed = parseInput(schema, payload, fields, MAX_MESSAGE_BYTES);
  if (parsed.ok) {
    return { ok: true, value: take(parsed.value) };
  }
  const problems = briefly(parsed.problems);
  const isValid = (field: string, value: unknown) => schema.shape[field]?.safeParse(value).success === true;
  // Where all that is wrong is the placeholder of an example, the example would be no help.
  const corrected = parsed.problems.every(({ problem }) => isPlaceholder(problem))
    ? { as: name, example: null }
    : correctedMessage(name, payload, isValid, waiting);
  return { ok: false, problem: phrase('approval.notUnderstood', { name, problems, ...corrected }) };
}

function isPlaceholder(problem: Said): boolean {
  return isPhrase(problem) && problem.phrase === 'input.namePlaceholder';
}

/** The first problems, small enough to be kept on record however often and whatever somebody sends. */
function briefly(problems: readonly InputProblem[]): { readonly path: string; readonly problem: Said }[] {
  let left = MAX_PROBLEM_CHARACTERS;
  const brief = problems.map(({ path, problem }) => ({ path, problem }));
  const fitting = brief.filter((one) => (left -= JSON.stringify(one).length) >= 0);
  return fitting.length > 0
    ? fitting
    : brief.slice(0, 1).map(({ path, problem }) => ({ path, problem: abridged(say('en', problem), 500) }));
}
