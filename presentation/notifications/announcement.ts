import { waysOut } from '../../contracts/error-table';
import type { FleetNews, Notification } from '../../contracts/runs/notification';

import {
  approveCommand,
  batchCommand,
  cancelCommand,
  rejectCommand,
  reportCommand,
  retryCommand,
  statusCommand,
} from '../../contracts/runs/run-commands';
import { signCommand } from '../../contracts/approval/sign-command';

/** A notification with where its run is to be found. */
export interface Announcement {
  readonly notification: Notification;
  readonly namespace: string;
  /** Page of the run in the Web UI; null where nobody said where that is. */
  readonly page: string | null;
  /** Address of the Web UI; null where nobody said. */
  readonly webUi: string | null;
}

export type CommandName = 'approve' | 'reject' | 'retry' | 'cancel' | 'report' | 'status' | 'plans';

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

/** Whether a verification found both sides alike because no object was compared. */
export function comparedNothing({ identical, totals }: Notification): boolean {
  return identical === true && totals?.objects === '0';
}

/** The commands that a notification asks for, exactly as they are pasted. */
export function commandsFor(notification: Notification): readonly [CommandName, string][] {
  if (notification.fleet !== undefined) {
    return fleetCommands(notification, notification.fleet);
  }
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
    case 'migrated':
      return [['report', reportCommand(workflowId)]];
    case 'decision':
    case 'launched':
    case 'cancelled':
    case 'failed':
      return [['status', statusCommand(workflowId)]];
    case 'test':
      return [];
  }
}

function fleetCommands(
  { event, workflowId }: Notification,
  { counts }: FleetNews,
): readonly [CommandName, string][] {
  const reminds = event === 'reminder';
  const wanted = {
    plans: event === 'waiting' || (reminds && counts['waiting for approval'] !== undefined),
    retry: event === 'attention' || (reminds && counts['action required'] !== undefined),
    report: event === 'done',
    status: event !== 'done',
  };
  return FLEET_COMMANDS.flatMap((command) =>
    wanted[command] ? [[command, batchCommand(command, workflowId)]] : [],
  );
}

const FLEET_COMMANDS = ['plans', 'retry', 'report', 'status'] as const;
