import type { Said } from '../../presentation/words/phrase';
import { phrase } from '../../presentation/words/words';
import { TASK_QUEUE } from '../../contracts/names';
import { principalInWords } from '../../contracts/approval/principal';
import type { ConnectedClient } from '../../configuration/temporal/temporal-connection';
import { warning, type DoctorCheck } from './doctor-report';

/** From this version on a server can stamp principals (temporalio/temporal, pull request 9582). */
const STAMPS_FROM = { major: 1, minor: 31 };
/** Runs that a schedule started have no person as their principal, so a single run proves nothing. */
const LOOKED_AT = 5;
/** Shorter than the limit of `ask`: a call that outlives the connection would fail uncaught. */
const ANSWER_WITHIN_MS = 10_000;

/**
 * Whether the server stamps the authenticated principal on events, judged by the first events of the latest runs,
 * else by the version.
 */
export async function principalsStamped({
  connection,
  namespace,
}: ConnectedClient): Promise<Said | DoctorCheck> {
  const { workflowService } = connection;
  return connection.withDeadline(Date.now() + ANSWER_WITHIN_MS, async () => {
    const { serverVersion } = await workflowService.getSystemInfo({});
    if (isTooOld(serverVersion)) {
      return warning(
        phrase('doctor.principals'),
        phrase('doctor.serverTooOld', { version: serverVersion }),
        phrase('doctor.principalsFix'),
      );
    }
    const query = `TaskQueue = '${TASK_QUEUE}'`;
    const listed = await workflowService.listWorkflowExecutions({ namespace, query, pageSize: LOOKED_AT });
    const executions = listed.executions ?? [];
    if (executions.length === 0) {
      return phrase('doctor.mayStamp', { version: serverVersion });
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
      ? phrase('doctor.stamps', {
          example: principalInWords({ type: stamp.type ?? '', name: stamp.name ?? '' }),
        })
      : warning(
          phrase('doctor.principals'),
          phrase('doctor.noneStamped', { runs: executions.length }),
          phrase('doctor.principalsFix'),
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
