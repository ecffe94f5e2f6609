import type { Said } from '../../presentation/words/phrase';
import { preparationBucketIn, type WorkflowType } from '../../contracts/names';
import type { PreparationStatus } from '../../contracts/runs/status';
import { statusCommand } from '../../contracts/runs/run-commands';
import { CommandError } from '../command-error';
import { listableStatus } from './answered-status';
import type { ListedRun, Preparations } from './preparations';
import { visibilityQuery, type RunFilter } from './run-filter';

/** One run of the list. */
export interface RunRow {
  readonly workflowId: string;
  readonly runId: string;
  readonly type: WorkflowType;
  readonly state: ListedRun['state'];
  /** Empty if nobody could say. */
  readonly bucket: string;
  /** The phase of an open run, the outcome or the state of one that has ended; null if no worker could say. */
  readonly phase: string | null;
  /** Since when it is in that phase, or has ended; ISO time. */
  readonly since: string;
  readonly requester: string | null;
  readonly actionRequired: boolean;
  /** What a worker answered; null for a run that has ended, or that no worker answered for. */
  readonly status: PreparationStatus | null;
}

export interface RunList {
  /** Those that wait for people first, and of equal ones the newest. */
  readonly rows: readonly RunRow[];
  /** There are more than were asked for. */
  readonly more: boolean;
  /** Whether the namespace has the search attributes; without them every run was asked. */
  readonly searchable: boolean;
  /** Open runs that no worker answered for. */
  readonly unanswered: number;
  /** Open runs that no worker can answer for, such as those on another task queue; what shows why for the first of them. */
  readonly stuck: { readonly count: number; readonly see: string } | null;
  /** Open runs whose answer cannot be read here, for lack of a payload key; why the first of them cannot. */
  readonly unreadable: { readonly count: number; readonly why: Said } | null;
}

/** Open runs are asked so many at a time. */
const ASKED_AT_ONCE = 8;
/** A filter is applied to no more runs than these. */
const MAX_ASKED = 2000;

/**
 * Lists runs with what they wait for. The server finds them by their search attributes if the namespace has them, and
 * each open one is asked for the rest.
 *
 * @throws CommandError `TemporalUnreachable`
 */
export async function listRuns(
  preparations: Preparations,
  filter: RunFilter,
  limit: number,
): Promise<RunList> {
  const searchable = await preparations.searchable();
  const query = visibilityQuery(filter, searchable);
  // Without the attributes only an answer says what a run waits for, and no more are asked than are shown.
  const few = isUnfiltered(filter) && (filter.all || !searchable);
  const found = await preparations.list(query, few ? limit + 1 : MAX_ASKED);
  const runs = found.toSorted(
    (one, other) =>
      urgencyOf(one.state === 'running' ? one.indexed : ENDED) -
        urgencyOf(other.state === 'running' ? other.indexed : ENDED) ||
      other.startedAt.getTime() - one.startedAt.getTime() ||
      (one.workflowId < other.workflowId ? -1 : 1),
  );
  const asking = new Asking(preparations);
  const rows: RunRow[] = [];
  for (let at = 0; at < runs.length && rows.length <= limit; at += ASKED_AT_ONCE) {
    const some = await Promise.all(runs.slice(at, at + ASKED_AT_ONCE).map((run) => asking.rowOf(run)));
    rows.push(...some.filter((row) => isWanted(row, filter)));
  }
  return {
    rows: rows.slice(0, limit).toSorted((one, other) => urgencyOf(one) - urgencyOf(other)),
    more: rows.length > limit,
    searchable,
    unanswered: asking.unanswered,
    stuck: asking.stuck,
    unreadable: asking.unreadable,
  };
}

const ENDED = { phase: 'finished' };

/** What waits for people comes first; what only waits for its time, such as revocations, last of what is open. */
function urgencyOf({
  phase,
  status,
}: { readonly phase: string | null } & Partial<Pick<RunRow, 'status'>>): number {
  const place = URGENCY.indexOf(phase ?? 'running');
  const isConfirmed = status?.phase.name === 'waiting' && status.phase.person;
  return isConfirmed ? URGENCY.indexOf('waiting for approval') : place < 0 ? URGENCY.length : place;
}

const URGENCY: readonly string[] = [
  'action required',
  'waiting for approval',
  'cleaning up',
  'running',
  'waiting',
];

function isUnfiltered({ phase, actionRequired, requester }: RunFilter): boolean {
  return phase === undefined && !actionRequired && requester === undefined;
}

function isWanted(row: RunRow, { phase, actionRequired, requester }: RunFilter): boolean {
  return (
    (phase === undefined || row.phase === phase) &&
    (!actionRequired || row.actionRequired) &&
    (requester === undefined || row.requester === requester)
  );
}

/** Asks one run after the other, and none any more once it is clear that no worker runs. */
class Asking {
  readonly #preparations: Preparations;
  #noWorker = false;
  unanswered = 0;
  stuck: RunList['stuck'] = null;
  unreadable: RunList['unreadable'] = null;

  constructor(preparations: Preparations) {
    this.#preparations = preparations;
  }

  async rowOf(run: ListedRun): Promise<RunRow> {
    const status = run.state === 'running' ? await this.#statusOf(run.workflowId) : null;
    return status === null ? rowOfServer(run) : rowOfWorker(run, status);
  }

  async #statusOf(workflowId: string): Promise<PreparationStatus | null> {
    try {
      const status = this.#noWorker ? null : listableStatus(await this.#preparations.status(workflowId));
      return status ?? this.#none();
    } catch (error) {
      if (!(error instanceof CommandError) || error.type === 'TemporalUnreachable') {
        throw error;
      }
      if (error.type === 'WrongTaskQueue' || error.type === 'WorkflowTaskFailed') {
        const { count, see } = this.stuck ?? { count: 0, see: statusCommand(workflowId) };
        this.stuck = { count: count + 1, see };
        return null;
      }
      if (error.type === 'PayloadNotReadable') {
        const { count, why } = this.unreadable ?? { count: 0, why: error.said };
        this.unreadable = { count: count + 1, why };
        return null;
      }
      this.#noWorker ||= error.type === 'NoWorker';
      return this.#none();
    }
  }

  #none(): null {
    this.unanswered += 1;
    return null;
  }
}

function rowOfServer({ indexed, startedAt, closedAt, ...run }: ListedRun): RunRow {
  const open = run.state === 'running';
  // A run that the server ended set no outcome.
  const ended = run.state === 'completed' ? (indexed.phase ?? run.state) : run.state;
  return {
    ...run,
    bucket: indexed.bucket ?? preparationBucketIn(run.workflowId) ?? '',
    phase: open ? indexed.phase : ended,
    since: (closedAt ?? startedAt).toISOString(),
    requester: indexed.requester,
    actionRequired: open && indexed.actionRequired,
    status: null,
  };
}

function rowOfWorker({ indexed, startedAt, closedAt, ...run }: ListedRun, status: PreparationStatus): RunRow {
  const { bucket, phase, since = (closedAt ?? startedAt).toISOString(), blockers = [] } = status;
  return {
    ...run,
    bucket,
    phase: phase.name === 'finished' ? phase.outcome : phase.name,
    since,
    requester: status.requester ?? indexed.requester,
    actionRequired: phase.name === 'action required' || (phase.name !== 'finished' && blockers.length > 0),
    status,
  };
}
