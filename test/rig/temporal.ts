import { TestWorkflowEnvironment } from '@temporalio/testing';
import { bundleWorkflowCode, DefaultLogger, Runtime, Worker, type WorkflowBundle } from '@temporalio/worker';
import { freePort } from '../../demo/free-ports';
import { TASK_QUEUE } from '../../contracts/names';
import type { PreparationActivities } from '../../activities/activities';

/** The Temporal CLI, which `npm test` provides in $TEMPORAL_CLI. */
export function temporalCli(): string {
  const path = process.env['TEMPORAL_CLI'];
  if (path === undefined) {
    throw new Error('TEMPORAL_CLI is not set: run the tests with `npm test`.');
  }
  return path;
}

/**
 * A real Temporal dev server for one test file.
 *
 * @param uiPort port of its Web UI; none is served without one
 */
export async function startTemporal(uiPort?: number): Promise<TestWorkflowEnvironment> {
  Runtime.install({ logger: new DefaultLogger('ERROR') });
  return TestWorkflowEnvironment.createLocal({
    server: {
      port: await freePort(),
      executable: { type: 'existing-path', path: temporalCli() },
      log: { format: 'json', level: 'never' },
      ...(uiPort === undefined ? {} : { ui: true, uiPort }),
    },
  });
}

let bundle: Promise<WorkflowBundle> | undefined;

/** The workflows as they are now, bundled once for a test file. */
export function currentWorkflows(): Promise<WorkflowBundle> {
  bundle ??= bundleWorkflowCode({
    workflowsPath: require.resolve('../../workflows/index.ts'),
    logger: new DefaultLogger('ERROR'),
  });
  return bundle;
}

/** A worker in this process, with the real workflows and the given activities. */
export async function createWorker(
  env: TestWorkflowEnvironment,
  activities: PreparationActivities,
): Promise<Worker> {
  return Worker.create({
    connection: env.nativeConnection,
    workflowBundle: await currentWorkflows(),
    activities,
    taskQueue: TASK_QUEUE,
    shutdownGraceTime: '1 second',
  });
}
