import { batchCommand } from '../../contracts/runs/run-commands';
import { MEMBER_PHASES, type FleetReportFormat, type MemberPhase } from '../../contracts/runs/fleet';
import { fleetNameOf } from '../../contracts/names';
import { renderFleetReport } from '../../presentation/report/fleet-report';
import { reportFile } from '../../presentation/report/render-report';
import { tableLines } from '../terminal/table';
import { minute } from '../../presentation/text/minute';
import { named } from '../../presentation/text/foreign-text';
import { phrase } from '../../presentation/words/words';
import type { Answer } from '../answer';
import type { CommandContext } from '../command-context';
import { CommandError } from '../command-error';
import { sender } from '../decide/decide';
import { EXIT } from '../exit-codes';
import { writePrivateFile } from '../private-file';
import type { Preparations, RunState } from '../runs/preparations';
import { listableCounts } from '../runs/answered-status';
import { untilEnded } from '../runs/until-ended';
import { dryRunAnswer } from './dry-run-answer';
import { fleetExitCode, fleetRun, fleetState } from './fleet-state';
import { countsText, fleetJson, fleetText } from './fleet-text';
import { followFleet } from './follow-fleet';

const FLEETS = 'WorkflowType = "prepareMigrations"';
const OPEN = 'ExecutionStatus = "Running"';

/** How a fleet stands. */
export async function showFleet(
  preparations: Preparations,
  fleetId: string,
  { phase, all }: { readonly phase?: string; readonly all?: true },
  context: CommandContext,
): Promise<Answer> {
  const wanted = phase === undefined ? undefined : phaseNamed(phase);
  const state = await fleetState(preparations, fleetId, wanted);
  if (state.dryRun !== undefined) {
    return dryRunAnswer(state.dryRun, state.name, context);
  }
  return {
    exitCode: fleetExitCode(state),
    json: fleetJson(state, preparations, context),
    text: fleetText(state, all === true || wanted !== undefined, context, context.terminal.width),
  };
}

/** Follows a fleet, whoever started it, until it ends or nothing happens any more without a person. */
export async function watchFleet(
  preparations: Preparations,
  fleetId: string,
  options: { readonly timeout?: number; readonly json?: boolean },
  context: CommandContext,
): Promise<Answer> {
  const { workflowId } = await fleetRun(preparations, fleetId);
  return followFleet(preparations, workflowId, options, context);
}

function phaseNamed(text: string): MemberPhase {
  const wanted = text.trim().toLowerCase().replaceAll('-', ' ');
  const found = MEMBER_PHASES.find((one) => one === wanted);
  if (found === undefined) {
    const choices = MEMBER_PHASES.map((one) => one.replaceAll(' ', '-')).join(', ');
    throw new CommandError('InvalidInput', phrase('command.notAChoice', { option: '--phase', choices }));
  }
  return found;
}

/** The fleets of the namespace: those that run, or all. */
export async function listFleets(
  preparations: Preparations,
  { all, limit }: { readonly all?: true; readonly limit: number },
  context: CommandContext,
): Promise<Answer> {
  const found = await preparations.list(all === true ? FLEETS : `${FLEETS} AND ${OPEN}`, limit);
  const fleets = await Promise.all(
    found.map(async ({ workflowId, state, startedAt }) => {
      const answer =
        state === 'running' ? await preparations.fleet(workflowId, {}).catch(unlessUnreachable) : null;
      const name = fleetNameOf(workflowId);
      return { fleet: name, workflowId, state, startedAt, counts: listableCounts(answer) };
    }),
  );
  const { words, say } = context;
  const { columns } = words.fleets;
  const rows = fleets.map(({ fleet, state, startedAt, counts }) => [
    named(fleet),
    words.terminal.runStates[state] ?? state,
    minute(startedAt.toISOString()),
    counts === null ? '-' : say(phrase('fleet.counts', { counts })),
  ]);
  return {
    exitCode: EXIT.done,
    json: { fleets },
    text:
      rows.length === 0
        ? say(phrase('fleet.noFleets'))
        : tableLines(
            [columns.fleet, columns.state, columns.started, columns.buckets],
            rows,
            context.terminal.width,
          ).join('\n'),
  };
}

/** A run of anybody's may refuse the question, which must not keep the others from being listed. */
function unlessUnreachable(error: unknown): null {
  if (error instanceof CommandError && error.type !== 'TemporalUnreachable') {
    return null;
  }
  throw error;
}

/**
 * Sends `retry` to a fleet, which passes it on to every preparation that requires an action.
 *
 * @throws CommandError `AlreadyFinished`, `NothingToRetry`
 */
export async function retryFleet(
  preparations: Preparations,
  fleetId: string,
  { by }: { readonly by?: string },
  { say }: CommandContext,
): Promise<Answer> {
  const { workflowId } = await openRun(preparations, fleetId);
  const name = fleetNameOf(workflowId);
  const { counts, status } = await preparations.fleet(workflowId, {});
  const parked = counts['action required'] ?? 0;
  if (parked === 0 && status.phase.name !== 'action required') {
    throw new CommandError(
      'NothingToRetry',
      phrase('fleet.nothingToRetry', { name, see: batchCommand('status', workflowId) }),
    );
  }
  await preparations.signal(workflowId, 'retry', by === undefined ? {} : { by });
  return {
    exitCode: EXIT.done,
    json: { fleet: name, workflowId, sent: 'retry', parked },
    text: say(phrase('fleet.retrySent', { count: parked, see: batchCommand('status', workflowId) })),
  };
}

/**
 * Cancels a fleet: it starts no more, and cancels what it started, which cleans up.
 *
 * @throws CommandError `AlreadyFinished`; `NoWorker` if none has polled for five minutes
 */
export async function cancelFleet(
  preparations: Preparations,
  fleetId: string,
  { reason, wait, json }: { readonly reason?: string; readonly wait: boolean; readonly json?: boolean },
  context: CommandContext,
): Promise<Answer> {
  const { say, pause, terminal } = context;
  const { workflowId } = await openRun(preparations, fleetId);
  const name = fleetNameOf(workflowId);
  await preparations.cancel(workflowId, reason ?? say(phrase('command.cancelledBy', { from: sender() })));
  const sent = say(phrase('fleet.cancelSent', { name }));
  if (!wait) {
    return { exitCode: EXIT.done, json: { fleet: name, workflowId, sent: 'cancel' }, text: sent };
  }
  if (json !== true) {
    terminal.say(sent);
  }
  await untilEnded(preparations, workflowId, { pause });
  const state = await fleetState(preparations, fleetId);
  return {
    exitCode: state.failure?.type === 'Cancelled' ? EXIT.done : fleetExitCode(state),
    json: fleetJson(state, preparations, context),
    text: countsText(state, context),
  };
}

async function openRun(preparations: Preparations, fleetId: string): Promise<RunState> {
  const run = await fleetRun(preparations, fleetId);
  const { state, workflowId } = run;
  if (state !== 'running') {
    const see = batchCommand('status', workflowId);
    throw new CommandError('AlreadyFinished', phrase('command.alreadyFinished', { workflowId, state, see }));
  }
  return run;
}

/** A summary of a fleet, open or ended. */
export async function reportFleet(
  preparations: Preparations,
  fleetId: string,
  {
    format,
    out,
    force,
  }: { readonly format: FleetReportFormat; readonly out?: string; readonly force?: true },
  context: CommandContext,
): Promise<Answer> {
  const state = await fleetState(preparations, fleetId);
  const exitCode = fleetExitCode(state);
  const { name } = state;
  const about = {
    name,
    at: new Date().toISOString(),
    counts: state.counts,
    members: state.members,
    run: { workflowId: state.run.workflowId, runId: state.run.runId },
    linkOf: (bucket: string) => preparations.linkOf(`prepare/${bucket}`),
  };
  const text =
    format === 'text'
      ? fleetText(state, true, context, out === undefined ? context.terminal.width : Infinity)
      : renderFleetReport(about, format, context.language);
  if (out === undefined) {
    // A terminal shows carriage returns as what they are.
    return { exitCode, json: fleetJson(state, preparations, context), text: text.replaceAll('\r\n', '\n') };
  }
  await writePrivateFile(out, reportFile(text, format), force === true);
  return {
    exitCode,
    json: { fleet: name, format, file: out },
    text: context.say(phrase('command.written', { file: out })),
  };
}
