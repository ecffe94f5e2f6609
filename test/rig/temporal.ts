import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { TestWorkflowEnvironment } from '@temporalio/testing';
import { DefaultLogger, Runtime, type Worker, type WorkflowBundle } from '@temporalio/worker';
import { freePort } from '../../demo/free-ports';
import { SEARCH_ATTRIBUTES } from '../../contracts/runs/search-attributes';
import { TASK_QUEUE } from '../../contracts/names';
import type { Language } from '../../presentation/words/language';
import { bundledLanguage, bundleWorkflows } from '../../worker/workflow-bundle';
import type { PreparationActivities } from '../../activities/activities';
import { TolerantWorker } from '../../worker/decoding/tolerant-worker';
import { bundledConverters, workerDataConverter } from '../../worker/decoding/worker-converters';
import { NO_ENCRYPTION, type PayloadEncryption } from '../../configuration/encryption/encryption-codec';

type SearchAttribute = (typeof SEARCH_ATTRIBUTES)[number];

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
 * @param searchAttributes those that its namespace has
 * @param extraArgs further arguments of its command line
 */
export async function startTemporal(
  uiPort?: number,
  searchAttributes: readonly SearchAttribute[] = SEARCH_ATTRIBUTES,
  extraArgs: readonly string[] = [],
): Promise<TestWorkflowEnvironment> {
  Runtime.install({ logger: new DefaultLogger('ERROR') });
  return TestWorkflowEnvironment.createLocal({
    server: {
      port: await freePort(),
      executable: { type: 'existing-path', path: temporalCli() },
      log: { format: 'json', level: 'never' },
      searchAttributes: [...searchAttributes],
      extraArgs: [...extraArgs],
      ...(uiPort === undefined ? {} : { ui: true, uiPort }),
    },
  });
}

const bundles = new Map<string, Promise<WorkflowBundle>>();

/** The workflows as they are now, bundled once for all test files of a run. */
export function currentWorkflows(
  encryption = NO_ENCRYPTION,
  language: Language = 'en',
): Promise<WorkflowBundle> {
  const kind = `${encryption.keys.length > 0 ? 'encrypted' : 'plain'}-${language}`;
  const bundle = bundles.get(kind) ?? sharedBundle(kind, encryption, language);
  bundles.set(kind, bundle);
  return bundle;
}

/** `npm test` names a folder of its run in $TEST_BUNDLES. */
async function sharedBundle(
  kind: string,
  encryption: PayloadEncryption,
  language: Language,
): Promise<WorkflowBundle> {
  const folder = process.env['TEST_BUNDLES'];
  const file = folder === undefined ? undefined : join(folder, `${kind}.js`);
  if (file !== undefined && existsSync(file)) {
    return { code: readFileSync(file, 'utf8') };
  }
  const bundle = await bundleWorkflows(new DefaultLogger('ERROR'), {
    ...bundledConverters(encryption),
    ...bundledLanguage(language),
  });
  if (file !== undefined) {
    // Another test file may bundle at the same time, and none is to read a part.
    writeFileSync(`${file}.${process.pid}`, bundle.code);
    renameSync(`${file}.${process.pid}`, file);
  }
  return bundle;
}

/** The namespace, payload keys and language of a worker. */
interface WorkerPlace {
  readonly encryption: PayloadEncryption;
  readonly namespace: string;
  readonly language: Language;
}

/** A worker in this process, with the real workflows and the given activities. */
export async function createWorker(
  env: TestWorkflowEnvironment,
  activities: PreparationActivities,
  { encryption = NO_ENCRYPTION, namespace = 'default', language = 'en' }: Partial<WorkerPlace> = {},
): Promise<Worker> {
  return TolerantWorker.create({
    connection: env.nativeConnection,
    namespace,
    workflowBundle: await currentWorkflows(encryption, language),
    dataConverter: workerDataConverter(encryption, namespace),
    activities,
    taskQueue: TASK_QUEUE,
    shutdownGraceTime: '1 second',
  });
}
