import type { Client } from '@temporalio/client';
import { ApplicationFailure } from '@temporalio/common';
import { decodeOptionalFailureToOptionalError } from '@temporalio/common/lib/internal-non-workflow';
import type { temporal } from '@temporalio/proto';
import { isErrorReport, type Said } from '../../presentation/words/phrase';

type PendingActivity = temporal.api.workflow.v1.IPendingActivityInfo;
type Time = PendingActivity['scheduledTime'];

/** An activity that has failed and is repeated, or that somebody paused, as the server describes it. */
export interface PendingStep {
  /** Its name in the code. */
  readonly activity: string;
  /** The one that runs, or that is waited for; from 1. */
  readonly attempt: number;
  readonly lastFailure: Said | null;
  /** When the next attempt begins; null while one runs, or while it is paused. */
  readonly nextTry: Date | null;
  readonly paused: { readonly by: string; readonly reason: string; readonly at: Date | null } | null;
}

/** What of a run does not simply go on. */
export async function pendingSteps(
  client: Client,
  pending: readonly PendingActivity[],
): Promise<PendingStep[]> {
  const steps = await Promise.all(
    pending.map(async (one): Promise<PendingStep> => {
      const { activityType, attempt, lastFailure, nextAttemptScheduleTime, paused, pauseInfo } = one;
      const { manual } = pauseInfo ?? {};
      return {
        activity: activityType?.name ?? '',
        attempt: attempt ?? 1,
        lastFailure: lastFailure ? await saidIn(client, lastFailure) : null,
        nextTry: paused === true ? null : dateOf(nextAttemptScheduleTime),
        paused:
          paused === true
            ? { by: manual?.identity ?? '', reason: manual?.reason ?? '', at: dateOf(pauseInfo?.pauseTime) }
            : null,
      };
    }),
  );
  return steps.filter(({ attempt, paused }) => attempt > 1 || paused !== null);
}

/** The failure as data if a worker of this product reported it; else its message. */
async function saidIn(client: Client, failure: NonNullable<PendingActivity['lastFailure']>): Promise<Said> {
  try {
    const error = await decodeOptionalFailureToOptionalError(client.options.loadedDataConverter, failure);
    const report = error instanceof ApplicationFailure ? error.details?.find(isErrorReport) : undefined;
    return report ?? error?.message ?? '';
  } catch {
    // Encrypted, and no key for it here.
    return failure.message ?? '';
  }
}

function dateOf(time: Time): Date | null {
  return time ? new Date(Number(time.seconds ?? 0) * 1000 + Math.floor((time.nanos ?? 0) / 1_000_000)) : null;
}
