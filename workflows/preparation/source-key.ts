import { CancellationScope } from '@temporalio/workflow';
import type { Preparation } from '../../contracts/preparation';
import type { IssuedSourceKey, UndoReport } from '../../contracts/provisioning';
import type { SourceKeyRecord } from '../../contracts/result';
import type { PreparationRun } from './run';
import { activitiesOf } from './step-activities';
import { STEP_TITLES } from './wording';

// Whether there is anything to do here is in the validated preparation, which is in the history: runs that began
// before there was a choice have no `sourceKey` there and do nothing, so none of this needs a patch.

/** Makes the dedicated AccessKey of the source where the approved plan asks for one; null where it does not. */
export async function issueSourceKey(
  run: PreparationRun,
  preparation: Preparation,
): Promise<IssuedSourceKey | null> {
  if (preparation.sourceKey?.mode !== 'create') {
    run.skip('sourceKey', 'the configured one is used');
    return null;
  }
  return run.step(
    'sourceKey',
    () => activitiesOf(STEP_TITLES.sourceKey).issueSourceKey(preparation),
    ({ accessKeyId }) => accessKeyId,
  );
}

/** Marks the dedicated AccessKey as delivered, at the time of the rest: no later clean-up takes it back. */
export async function keepSourceKey(
  run: PreparationRun,
  { source, sourceKey, mark }: Preparation,
  issued: IssuedSourceKey | null,
  deliveredAt: string,
): Promise<void> {
  if (sourceKey?.mode !== 'create' || issued === null) {
    return;
  }
  const { userName } = sourceKey;
  const { accessKeyId } = issued;
  await CancellationScope.nonCancellable(() =>
    run.step(
      'result',
      () =>
        activitiesOf('Mark the source AccessKey as delivered').markSourceKeyDelivered({
          profile: source.profile,
          userName,
          mark,
          accessKeyId,
          deliveredAt,
        }),
      () => '',
    ),
  );
}

/**
 * Takes back the dedicated AccessKey, its user and its policy, as far as this workflow made them and nobody has received
 * them: an earlier run under the same workflow ID may have been terminated after it made them.
 */
export async function removeUndeliveredSourceKey({
  source,
  sourceKey,
  mark,
}: Preparation): Promise<UndoReport> {
  if (sourceKey?.mode !== 'create') {
    return { removed: [], kept: [] };
  }
  const { userName, policy } = sourceKey;
  return activitiesOf('Remove an undelivered source AccessKey').removeSourceKey({
    profile: source.profile,
    userName,
    policyName: policy.name,
    mark,
    delivered: 'keep',
    waitMs: 0,
  });
}

/** With which AccessKey the source is read, for the result. */
export function sourceKeyOf(
  { source, sourceKey }: Preparation,
  issued: IssuedSourceKey | null,
): SourceKeyRecord {
  if (sourceKey?.mode !== 'create' || issued === null) {
    return { mode: 'use', accessKeyId: source.accessKeyId };
  }
  const { accessKeyId, accountId } = issued;
  const { userName, policy } = sourceKey;
  return {
    mode: 'create',
    accessKeyId,
    accountId,
    userName,
    policyName: policy.name,
    profile: source.profile,
  };
}
