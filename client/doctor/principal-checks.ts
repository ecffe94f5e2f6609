import { TASK_QUEUE } from '../../contracts/names';
import { principalInWords } from '../../contracts/principal';
import type { ConnectedClient } from '../../configuration/temporal/temporal-connection';
import { warning, type DoctorCheck } from './doctor-report';

/** From this version on a server can stamp principals (temporalio/temporal, pull request 9582). */
const STAMPS_FROM = { major: 1, minor: 31 };
/** Runs that a schedule started have no person as their principal, so one does not tell. */
const LOOKED_AT = 5;
/** Shorter than the limit of `ask`: a call that outlives the connection would fail where nobody can catch it. */
const ANSWER_WITHIN_MS = 10_000;

const REMEDY =
  'Use Temporal server 1.31 or newer with an authorizer, and set frontend.enablePrincipalPropagation in its dynamic ' +
  'configuration; or take approval.require_principals back and give the approvers keys.';

/**
 * Whether the server stamps who it authenticated on events, as far as that can be known: by how the latest runs
 * began, else by the version alone.
 */
export async function principalsStamped({
  connection,
  namespace,
}: ConnectedClient): Promise<string | DoctorCheck> {
  const { workflowService } = connection;
  return connection.withDeadline(Date.now() + ANSWER_WITHIN_MS, async () => {
    const { serverVersion } = await workflowService.getSystemInfo({});
    if (isTooOld(serverVersion)) {
      return warning(
        'Principals',
        `Approvals need principals, and Temporal server ${serverVersion} cannot stamp any, so that nothing can be approved.`,
        REMEDY,
      );
    }
    const query = `TaskQueue = '${TASK_QUEUE}'`;
    const listed = await workflowService.listWorkflowExecutions({ namespace, query, pageSize: LOOKED_AT });
    const executions = listed.executions ?? [];
    if (executions.length === 0) {
      return `Temporal server ${serverVersion} may stamp principals on events. Whether it does cannot be known before there is a run.`;
    }
    const begun = await Promise.all(
      executions.map(async ({ execution = null }) => {
        const request = { namespace, execution, maximumPageSize: 1 };
        const { history } = await workflowService.getWorkflowExecutionHistory(request);
        return history?.events?.[0]?.principal;
      }),
    );
    const stamp = begun.find((principal) => principal?.name);
    return stamp
      ? `The Temporal server stamps principals on events, for example ${principalInWords({ type: stamp.type ?? '', name: stamp.name ?? '' })}.`
      : warning(
          'Principals',
          `Approvals need principals, and the Temporal server stamped none on how the latest runs began (${executions.length} looked at). That may be right only if no person started one of them.`,
          REMEDY,
        );
  });
}

function isTooOld(version: string): boolean {
  const [, major, minor] = /^v?(\d+)\.(\d+)/.exec(version) ?? [];
  if (major === undefined || minor === undefined) {
    return false;
  }
  const [first, second] = [Number(major), Number(minor)];
  return first < STAMPS_FROM.major || (first === STAMPS_FROM.major && second < STAMPS_FROM.minor);
}
