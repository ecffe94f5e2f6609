import {
  ScheduleAlreadyRunning,
  ScheduleNotFoundError,
  WorkflowNotFoundError,
  type Client,
  type ScheduleDescription,
  type WorkflowExecutionDescription,
} from '@temporalio/client';
import { TASK_QUEUE, WORKFLOW_TYPES } from '../../contracts/names';
import { PREP_PHASE } from '../../contracts/runs/search-attributes';
import { visible } from '../../presentation/text/foreign-text';
import { PayloadNotReadable } from '../../configuration/encryption/payload-not-readable';
import { executionState } from '../../configuration/temporal/execution-state';
import { undecoded } from '../../configuration/temporal/undecoded';
import type { Said } from '../../presentation/words/phrase';
import { phrase } from '../../presentation/words/words';
import { CommandError } from '../command-error';
import { eachAtOnce } from '../fleets/each-at-once';
import { ifThere } from '../runs/if-there';
import { isNoneOfOurs } from '../../configuration/encryption/is-none-of-ours';
import { explainTemporalError } from '../runs/temporal-errors';
import { calendarAsCron } from './calendar-as-cron';
import { type Firing, type Overlap, type Schedules, type ScheduleState } from './schedules';

const SERVER_ANSWERS_WITHIN_MS = 10_000;
const ASKED_AT_ONCE = 8;
const UTC = new Set(['', 'UTC']);

const POLICIES = {
  skip: 'SKIP',
  'buffer-one': 'BUFFER_ONE',
  'buffer-all': 'BUFFER_ALL',
  'cancel-other': 'CANCEL_OTHER',
  'terminate-other': 'TERMINATE_OTHER',
  'allow-all': 'ALLOW_ALL',
} as const satisfies Readonly<Record<Overlap, string>>;

/** The port to Schedules over a connected client. */
export function temporalSchedules(client: Client): Schedules {
  const { schedule } = client;
  const { schedule: bare, workflow } = undecoded(client);

  async function asked<T>(scheduleId: string, ask: () => Promise<T>): Promise<T> {
    try {
      return await client.withDeadline(Date.now() + SERVER_ANSWERS_WITHIN_MS, ask);
    } catch (error) {
      throw explained(error, scheduleId);
    }
  }

  /** A run has an ID of its own, to which the server adds the time. */
  async function phaseOf(workflowId: string): Promise<string | null> {
    try {
      return phaseOfRun(await workflow.getHandle(workflowId).describe());
    } catch (error) {
      if (error instanceof WorkflowNotFoundError) {
        return null;
      }
      throw error;
    }
  }

  const configured = async (scheduleId: string): Promise<ScheduleState> => {
    try {
      return stateOf(await schedule.getHandle(scheduleId).describe(), null);
    } catch (error) {
      if (!(error instanceof PayloadNotReadable) && !isNoneOfOurs(error)) {
        throw error;
      }
      const why = error instanceof PayloadNotReadable ? error.said : null;
      return stateOf(await bare.getHandle(scheduleId).describe(), unreadableInput(scheduleId, why));
    }
  };

  const described = async (scheduleId: string): Promise<ScheduleState> => {
    const state = await configured(scheduleId);
    const { last } = state;
    return last === null ? state : { ...state, last: { ...last, phase: await phaseOf(last.workflowId) } };
  };

  return {
    create: ({ scheduleId, workflowType, workflowId, input, summary, paused, ...timing }) =>
      asked(scheduleId, async () => {
        await schedule.create({
          scheduleId,
          spec: {
            // The server keeps the fields of an expression, and of its text only the comment.
            cronExpressions: timing.cron.map((cron) => `${cron} # ${cron}`),
            intervals: timing.everyMs.map((every) => ({ every })),
            jitter: timing.jitterMs,
            timezone: timing.timeZone,
          },
          action: {
            type: 'startWorkflow',
            workflowType,
            taskQueue: TASK_QUEUE,
            workflowId,
            args: [input],
            staticSummary: summary,
          },
          policies: { overlap: POLICIES[timing.overlap], catchupWindow: timing.catchUpMs },
          state: { paused },
        });
      }),

    async list() {
      const ids = await asked('', async () => {
        const found: string[] = [];
        for await (const { scheduleId, action } of bare.list()) {
          if (WORKFLOW_TYPES.some((type) => type === action?.workflowType)) {
            found.push(scheduleId);
          }
        }
        return found;
      });
      // Each has its own time: hundreds of them take longer than one answer may.
      const states = await eachAtOnce(ids, ASKED_AT_ONCE, (scheduleId) =>
        ifThere(
          asked(scheduleId, () => described(scheduleId)),
          null,
        ),
      );
      return states
        .filter((state) => state !== null)
        .toSorted((a, b) => a.scheduleId.localeCompare(b.scheduleId, 'en'));
    },

    describe: (scheduleId) => asked(scheduleId, () => described(scheduleId)),
    pause: (scheduleId, note) => asked(scheduleId, () => schedule.getHandle(scheduleId).pause(note)),
    resume: (scheduleId, note) => asked(scheduleId, () => schedule.getHandle(scheduleId).unpause(note)),
    trigger: (scheduleId) =>
      asked(scheduleId, async () => {
        const handle = bare.getHandle(scheduleId);
        const { policies, info } = await handle.describe();
        // Without a policy the SDK would start a run alongside the open one.
        await handle.trigger(policies.overlap);
        const [open] = info.runningActions;
        return policies.overlap === POLICIES.skip && open !== undefined ? firing(open.workflow) : null;
      }),
    remove: (scheduleId) => asked(scheduleId, () => schedule.getHandle(scheduleId).delete()),
  };
}

const unreadableInput = (scheduleId: string, why: Said | null): Said =>
  phrase('schedule.unreadable', { scheduleId, why });

/** @param unreadable why its input is left out */
function stateOf(
  { scheduleId, spec, action, policies, state, info }: ScheduleDescription,
  unreadable: Said | null,
): ScheduleState {
  const last = info.recentActions.at(-1);
  const overlap = (Object.keys(POLICIES) as Overlap[]).find((one) => POLICIES[one] === policies.overlap);
  return {
    scheduleId,
    workflowId: action.workflowId ?? null,
    input: action.args?.[0] ?? null,
    unreadable,
    cron: (spec.calendars ?? []).map(calendarAsCron),
    everyMs: (spec.intervals ?? []).map(({ every }) => every),
    timeZone: UTC.has(spec.timezone ?? '') ? '' : (spec.timezone ?? ''),
    jitterMs: spec.jitter ?? 0,
    overlap: overlap ?? 'skip',
    catchUpMs: policies.catchupWindow,
    paused: state.paused,
    note: state.note ?? '',
    next: info.nextActionTimes,
    last: last === undefined ? null : { ...firing(last.action.workflow), at: last.takenAt, phase: null },
    running: info.runningActions.map(({ workflow }) => firing(workflow)),
    started: info.numActionsTaken,
    skipped: info.numActionsSkippedOverlap,
    missed: info.numActionsMissedCatchupWindow,
  };
}

/** The outcome of a run that has ended, the phase of an open one; a run that the server ended set no outcome. */
function phaseOfRun({ status, typedSearchAttributes }: WorkflowExecutionDescription): string {
  const state = executionState(status.name);
  const indexed = typedSearchAttributes.get(PREP_PHASE);
  return state === 'running' || state === 'completed' ? (indexed ?? state) : state;
}

function firing({
  workflowId,
  firstExecutionRunId,
}: {
  workflowId: string;
  firstExecutionRunId: string;
}): Firing {
  return { workflowId, runId: firstExecutionRunId };
}

function explained(error: unknown, scheduleId: string): Error {
  const about = { scheduleId };
  if (error instanceof ScheduleNotFoundError) {
    return new CommandError('NotFound', phrase('schedule.notFound', about));
  }
  if (error instanceof ScheduleAlreadyRunning) {
    return new CommandError('InvalidInput', phrase('schedule.exists', about));
  }
  // The SDK makes this of an expression or a time zone that the server cannot read.
  if (error instanceof TypeError) {
    return new CommandError('InvalidInput', phrase('schedule.refused', { why: visible(error.message) }));
  }
  return explainTemporalError(error, scheduleId);
}
