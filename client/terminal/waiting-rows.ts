import { revocationWorkflowId, sourceRotationOf } from '../../contracts/names';
import { cancelCommand, cutOverCommand, openCommand } from '../../contracts/runs/run-commands';
import { shellWord } from '../../presentation/text/shell-word';
import type { PreparationStatus, Waiting } from '../../contracts/runs/status';
import type { Row } from '../../presentation/report/aligned-lines';
import type { Words } from '../../presentation/words/words';

type WaitingStatus = Pick<PreparationStatus, 'workflowId' | 'bucket' | 'steps' | 'rounds' | 'cutOver'>;

/** The commands that do something about a run that waits, each behind what it does. */
export function waitingRows(
  { person }: Pick<Waiting, 'person'>,
  status: WaitingStatus,
  { terminal: { next } }: Pick<Words, 'terminal'>,
): Row[] {
  const { workflowId, bucket, steps, rounds, cutOver } = status;
  const [kind = ''] = workflowId.split('/', 1);
  const step = steps.find(({ state }) => state === 'running')?.name;
  const enableAgain: Row = [next.enableAgain, cancelCommand(workflowId)];
  switch (kind) {
    case 'revoke': {
      const inGrace = step === 'grace';
      const revoke = `${revocationOf(workflowId, bucket)}${inGrace ? ' --now' : ''} --by YOUR-NAME`;
      return [
        ...(bucket === '' ? [] : [[inGrace ? next.removeNow : next.revokeNow, revoke] as const]),
        ...(inGrace ? [enableAgain] : []),
      ];
    }
    case 'rotate':
      return person
        ? [
            [next.open, openCommand(workflowId)],
            [next.confirm, `${rotationOf(workflowId)} --confirm --by YOUR-NAME --identity IDENTITY-FILE`],
          ]
        : step === 'grace'
          ? [enableAgain]
          : [];
    default:
      // Only a migration has rounds, and watches.
      return [
        ...(rounds !== undefined && cutOver === null
          ? [[next.cutOver, cutOverCommand(workflowId)] as const]
          : []),
        ...(step === 'watch' ? [[next.stopWatching, cancelCommand(workflowId)] as const] : []),
      ];
  }
}

function revocationOf(workflowId: string, bucket: string): string {
  const user = workflowId.slice(revocationWorkflowId('').length);
  return `npx prep revoke ${shellWord(bucket)} --user ${shellWord(user)}`;
}

function rotationOf(workflowId: string): string {
  const reader = sourceRotationOf(workflowId);
  const user = reader ?? workflowId.slice(workflowId.indexOf('/') + 1);
  return `npx prep rotate${reader === null ? '' : ' --source'} --user ${shellWord(user)}`;
}
