import { named } from '../../presentation/text/foreign-text';
import type { Said } from '../../presentation/words/phrase';
import { phrase } from '../../presentation/words/words';
import {
  isRunOf,
  namedRun,
  parentOfInventory,
  runsUnderQuery,
  WORKFLOW_TYPES,
  type WorkflowType,
} from '../../contracts/names';
import {
  batchCommand,
  inventoryCommand,
  openCommand,
  statusCommand,
  type BatchCommand,
} from '../../contracts/runs/run-commands';
import { CommandError } from '../command-error';
import { membersOf } from './members-of';
import type { Preparations, RunState } from './preparations';

/** What a run is, as commands distinguish it. `part` is the inventory that a preparation runs as its child. */
export type RunKind =
  | 'preparation'
  | 'fleet'
  | 'migration'
  | 'inventory'
  | 'verification'
  | 'part'
  | 'revocation'
  | 'rotation'
  | 'foreign';

const KINDS: Readonly<Record<WorkflowType, RunKind>> = {
  prepareMigration: 'preparation',
  prepareMigrations: 'fleet',
  migrateBucket: 'migration',
  inventoryBucket: 'inventory',
  verifyMigration: 'verification',
  revokeCredentials: 'revocation',
  rotateCredentials: 'rotation',
};

const FOLLOWED: readonly RunKind[] = ['preparation', 'migration', 'revocation', 'rotation'];

/** The kinds of runs that each command is for. */
const KINDS_OF_COMMAND = {
  status: [...FOLLOWED, 'verification'],
  watch: FOLLOWED,
  retry: FOLLOWED,
  cancel: [...FOLLOWED, 'inventory', 'verification'],
  open: ['preparation', 'rotation'],
  report: ['preparation', 'migration'],
  'cut-over': ['migration'],
  audit: ['preparation', 'migration'],
  approve: ['preparation', 'migration'],
  reject: ['preparation', 'migration'],
  revoke: ['preparation'],
  rotate: ['preparation'],
} as const satisfies Record<string, readonly RunKind[]>;

/** The query finds runs of other buckets, too, whose names go on with `-2`. */
const MAX_LOOKED_AT = 50;

/** Commands about what the runs of an ID delivered or decided, whatever was started under it by mistake since. */
const LOOKS_BEHIND: readonly RunCommand[] = ['open', 'report', 'audit', 'revoke', 'rotate'];

/** What does to a fleet what a command does to another run, if there is such a thing. */
const COMMANDS_OF_FLEETS: Partial<Record<RunCommand, BatchCommand>> = {
  approve: 'plans',
  cancel: 'cancel',
  reject: 'plans',
  report: 'report',
  retry: 'retry',
  watch: 'watch',
};

/** A command that takes the ID of a run. */
export type RunCommand = keyof typeof KINDS_OF_COMMAND;

export const RUN_COMMANDS = Object.keys(KINDS_OF_COMMAND) as RunCommand[];

/**
 * The runs of a namespace for a command about one of them. If that is of a kind which the command is not for, looking at
 * it throws, before anything is asked of it or sent to it, and says what it is and which command fits.
 */
export function forCommand(command: RunCommand, workflowId: string, runs: Preparations): Preparations {
  const describe: Preparations['describe'] = async (asked) => {
    const latest = await describeOr(asked, runs);
    const run = LOOKS_BEHIND.includes(command) ? await meantBy(latest, runs) : latest;
    if (asked === workflowId && !isFor(command, kindOf(run))) {
      throw new CommandError('InvalidInput', await otherKind(command, run, runs));
    }
    return run;
  };
  return new Proxy(runs, {
    get(target, name) {
      const member: unknown = name === 'describe' ? describe : Reflect.get(target, name);
      return typeof member === 'function' ? (member.bind(target) as unknown) : member;
    },
  });
}

/** If there is no run of an ID, the newest one that a Schedule started under it and a time is named. */
async function describeOr(workflowId: string, runs: Preparations): Promise<RunState> {
  try {
    return await runs.describe(workflowId);
  } catch (error) {
    const type = namedRun(workflowId)?.type;
    if (type === undefined || !(error instanceof CommandError) || error.type !== 'NotFound') {
      throw error;
    }
    const found = await runs.list(runsUnderQuery(type, workflowId), MAX_LOOKED_AT);
    const fired = found.find((run) => isRunOf(workflowId, run.workflowId));
    throw fired === undefined ? error : new CommandError('NotFound', scheduledInstead(workflowId, fired));
  }
}

/** Of an ID whose latest run has ended and is of another type than the ID names, the newest that is of it. */
async function meantBy(latest: RunState, runs: Preparations): Promise<RunState> {
  const { workflowId, state } = latest;
  const type = namedRun(workflowId)?.type;
  if (type === undefined || type === latest.type || state === 'running') {
    return latest;
  }
  const found = await runs.list(runsUnderQuery(type, workflowId), MAX_LOOKED_AT);
  return found.find((run) => run.workflowId === workflowId) ?? latest;
}

function scheduledInstead(asked: string, { workflowId }: Pick<RunState, 'workflowId'>): Said {
  const see = statusCommand(workflowId);
  return phrase('command.scheduledInstead', { workflowId: named(asked), fired: named(workflowId), see });
}

export function kindOf({ type, workflowId }: Pick<RunState, 'type' | 'workflowId'>): RunKind {
  const known = WORKFLOW_TYPES.find((one) => one === type);
  const kind = known === undefined ? 'foreign' : KINDS[known];
  return kind === 'inventory' && parentOfInventory(workflowId) !== null ? 'part' : kind;
}

export function isFor(command: RunCommand, kind: RunKind): boolean {
  return (KINDS_OF_COMMAND[command] as readonly RunKind[]).includes(kind);
}

async function otherKind(command: RunCommand, run: RunState, runs: Preparations): Promise<Said> {
  const kind = kindOf(run);
  const about = { workflowId: named(run.workflowId), asked: command };
  switch (kind) {
    case 'foreign':
      return phrase('command.foreignRun', {
        ...about,
        type: named(run.type),
        types: WORKFLOW_TYPES.join(', '),
      });
    case 'inventory': {
      const input = await runs.inputOf(run.workflowId).catch(() => undefined);
      const { bucket, prefix } = membersOf(input, 'source');
      return typeof bucket === 'string'
        ? phrase('command.runOfKind', { ...about, kind, use: inventoryCommand(bucket, prefix) })
        : phrase('command.inventoryRun', { workflowId: about.workflowId });
    }
    case 'fleet':
      return phrase('command.runOfKind', {
        ...about,
        kind,
        use: batchCommand(COMMANDS_OF_FLEETS[command] ?? 'status', run.workflowId),
      });
    case 'part': {
      const use = statusCommand(parentOfInventory(run.workflowId) ?? run.workflowId);
      return phrase('command.runOfKind', { ...about, kind, use });
    }
    case 'preparation':
    case 'migration':
    case 'verification':
    case 'revocation':
      return phrase('command.runOfKind', { ...about, kind, use: statusCommand(run.workflowId) });
    case 'rotation': {
      const use = (command === 'report' ? openCommand : statusCommand)(run.workflowId);
      return phrase('command.runOfKind', { ...about, kind, use });
    }
  }
}
