import { waysOut } from '../../contracts/error-table';
import type { Notification } from '../../contracts/notification';

import {
  approveCommand,
  cancelCommand,
  rejectCommand,
  reportCommand,
  retryCommand,
  statusCommand,
} from '../../contracts/run-commands';
import { signCommand } from '../../contracts/sign-command';

/** A notification with where its run is to be found. */
export interface Announcement {
  readonly notification: Notification;
  readonly namespace: string;
  /** Page of the run in the Web UI; null where nobody said where that is. */
  readonly page: string | null;
}

export type CommandName = 'approve' | 'reject' | 'retry' | 'cancel' | 'report' | 'status';

function approval({ workflowId, approval: asked }: Notification): string {
  return asked?.signed === true
    ? signCommand('approve', {
        workflowId,
        approver: 'YOUR-NAME',
        planDigest: asked.planDigest,
        comment: asked.commentRequired,
      })
    : approveCommand(workflowId, asked?.commentRequired);
}

const COMMANDS = { retry: retryCommand, cancel: cancelCommand };

/** The commands that a notification asks for, exactly as they are pasted. */
export function commandsFor(notification: Notification): readonly [CommandName, string][] {
  const { event, workflowId, phase } = notification;
  const parked = phase === 'action required' && (event === 'reminder' || event === 'escalation');
  switch (parked ? 'attention' : event) {
    case 'waiting':
    case 'reminder':
    case 'escalation':
      return [
        ['approve', approval(notification)],
        ['reject', rejectCommand(workflowId)],
      ];
    case 'attention':
      return waysOut(notification.problem ?? { type: '' }).map((way) => [way, COMMANDS[way](workflowId)]);
    case 'changed':
      return notification.identical === undefined
        ? [['report', reportCommand(workflowId)]]
        : [['status', statusCommand(workflowId)]];
    case 'done':
      return [['report', reportCommand(workflowId)]];
    case 'decision':
    case 'launched':
    case 'migrated':
    case 'cancelled':
    case 'failed':
      return [['status', statusCommand(workflowId)]];
    case 'test':
      return [];
  }
}
