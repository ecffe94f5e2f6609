import type { CallerIdentity } from '../clouds/sts/port';
import type { PlanChange } from '../contracts/approval';
import { canonicalJson } from '../contracts/canonical-json';
import { PrepError } from '../contracts/prep-error';
import type { Preparation } from '../contracts/preparation';
import type { Settings } from '../contracts/settings';
import { assertAccount } from './assert-account';
import { validatePreparation } from './validate-preparation';

/** What is to be reviewed. */
export interface ReviewRequest {
  /** The input of the run, as it came. */
  readonly input: unknown;
  /** What the plan was made of. */
  readonly preparation: Preparation;
}

/** What a preparation would be if it began now. */
export interface Review {
  /** As it was, with what the steps after the approval work on as it is now. */
  readonly preparation: Preparation;
  /** What of it changed the plan; empty where the plan is as it was frozen. */
  readonly changes: readonly PlanChange[];
}

/**
 * Looks whether an approved plan is still what would be done: whether the input and the configuration that the worker
 * has by now say the same about everything that the steps after the approval work on.
 *
 * Changes nothing. What was done before the approval, bucket and inventory, stays as the plan says.
 *
 * @throws PrepError `ConfigurationChanged` where the plan cannot be carried out with this configuration,
 *   `IdentityUnexpected` where the AccessKey is one of another account
 */
export async function reviewPreparation(
  { input, preparation }: ReviewRequest,
  settings: Settings,
  workflowId: string,
  sts: CallerIdentity,
  signal: AbortSignal,
): Promise<Review> {
  const now = await validAgain(input, settings, workflowId);
  await requireSameAccount(preparation, now, sts, signal);
  const reviewed: Preparation = {
    ...preparation,
    source: { ...preparation.source, accessKeyId: now.source.accessKeyId },
    sourceKey: now.sourceKey,
    ramUser: now.ramUser,
    credentials: now.credentials,
    approval: now.approval,
  };
  return { preparation: reviewed, changes: changesBetween(partsOf(preparation), partsOf(reviewed)) };
}

async function validAgain(input: unknown, settings: Settings, workflowId: string): Promise<Preparation> {
  try {
    return await validatePreparation(input, settings, workflowId);
  } catch (error) {
    if (error instanceof PrepError && error.type === 'InvalidInput') {
      throw new PrepError('ConfigurationChanged', {
        resource: `The plan of ${workflowId}`,
        detail: error.context.detail,
      });
    }
    throw error;
  }
}

async function requireSameAccount(
  { account }: Preparation,
  now: Preparation,
  sts: CallerIdentity,
  signal: AbortSignal,
): Promise<void> {
  if (now.account.id !== account.id) {
    throw new PrepError('ConfigurationChanged', {
      resource: `The plan for account ${account.id}`,
      detail: `The configuration is for account ${now.account.id} now.`,
    });
  }
  await assertAccount(account.id, sts, signal);
}

/** What the steps after the approval work on, by the names that people know it by. */
function partsOf({
  source,
  sourceKey,
  ramUser,
  credentials,
  approval,
}: Preparation): Record<string, unknown> {
  return {
    requestedBy: approval.requester,
    'source.accessKeyId': source.accessKeyId,
    'source.accessKey': sourceKey?.mode === 'create' ? sourceKey : null,
    ...Object.fromEntries(Object.entries(ramUser).map(([name, value]) => [`ramUser.${name}`, value])),
    'credentials.recipients': credentials.recipients,
    'credentials.expireAfterMs': credentials.expireAfterMs,
    'credentials.delivery': credentials.delivery ?? [],
  };
}

function changesBetween(before: Record<string, unknown>, after: Record<string, unknown>): PlanChange[] {
  return Object.entries(after).flatMap(([what, value]) => {
    const was = inWords(before[what]);
    const now = inWords(value);
    return was === now ? [] : [{ what, was, now }];
  });
}

function inWords(value: unknown): string {
  return canonicalJson(value ?? null);
}
