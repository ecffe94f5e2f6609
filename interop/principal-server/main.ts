import { randomUUID } from 'node:crypto';
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { openSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { Client, Connection } from '@temporalio/client';
import type { temporal } from '@temporalio/proto';
import { generateIdentity, identityToRecipient } from 'age-encryption';
import { makeWorkerKey } from '../../configuration/trust/worker-keys';
import { Processes } from '../../demo/processes';
import { workerEnvironment } from '../../demo/stand-in-settings';
import { until } from '../../demo/until';
import { startStandIns } from '../../standins/stand-ins';
import { SERVICES, writeServerConfig } from './server-config';
import { identityProvider, type IssueToken } from './tokens';

const PREP = path.join(__dirname, '..', '..', 'client', 'main.js');
const NAMESPACE = 'prod';
const CONFIGURATION = `
[approval]
approvers = ["li.wei"]
require_principals = true
`;
const APPROVE = ['approve', 'photos', '--approver', 'li.wei', '--comment', 'checked the plan', '--json'];

type HistoryEvent = temporal.api.history.v1.IHistoryEvent;
type Environment = Readonly<Record<string, string>>;

/** The server, and who is signed in to it. */
interface Place {
  readonly folder: string;
  readonly address: string;
  readonly tokenOf: IssueToken;
}

async function main(folder: string): Promise<void> {
  const jwks = path.join(folder, 'jwks.json');
  const tokenOf = identityProvider(jwks);
  const { file, address } = await writeServerConfig(folder, jwks);
  const place = { folder, address, tokenOf };
  const standIns = await startStandIns({ buckets: [{ name: 'photos', directory: __dirname }] });
  const processes = new Processes();
  const start = (name: string, command: string, args: readonly string[], env: NodeJS.ProcessEnv) => {
    const log = openSync(path.join(folder, `${name}.log`), 'w');
    processes.start(command, args, env, ['ignore', log, log], (code) => {
      console.error(`principal-server: the ${name} has ended (${code})`);
    });
  };
  try {
    const services = SERVICES.flatMap((name) => ['--service', name]);
    const program = process.env['TEMPORAL_SERVER'] ?? 'temporal-server';
    start('server', program, ['--config-file', file, 'start', ...services], process.env);
    await makeNamespace(place);
    writeFileSync(path.join(folder, 'prep.toml'), CONFIGURATION);
    const recipient = await identityToRecipient(await generateIdentity());
    const worker = {
      ...signedIn('worker', place),
      ...workerEnvironment(standIns.summary, recipient, makeWorkerKey()),
    };
    start('worker', process.execPath, [PREP, 'worker'], worker);
    await show(place, worker);
  } catch (error) {
    console.error(tail(folder, 'server'), tail(folder, 'worker'));
    throw error;
  } finally {
    await processes.stop();
    await standIns.stop();
  }
}

/** What people do, and the expected result. */
async function show(place: Place, worker: Environment): Promise<void> {
  const [li, mallory] = [signedIn('li.wei', place), signedIn('mallory', place)];
  const prep = (env: Environment, ...args: string[]) => run(place.folder, env, args);
  await until(async () => ended(await prep(mallory, 'start', '--bucket', 'photos', '--json'), 0));
  await until(async () => ended(await prep(mallory, 'status', 'photos', '--json'), 3));

  const doctor = await prep(worker, 'doctor');
  tell('prep doctor', /^.*Principals.*$/m.exec(doctor.out)?.[0] ?? '');
  assert.match(doctor.out, /stamps principals on events, for example jwt "mallory"/);

  await workTask(place);
  const forged = await prep(mallory, ...APPROVE);
  tell('mallory signs in, and approves as li.wei', forged.out);
  assert.equal(forged.exitCode, 1);
  assert.match(forged.out, /the Temporal server says that jwt \\"mallory\\" sent it/);

  // li.wei resets the run: what mallory sent is carried over, and the server stamps li.wei on it.
  const before = await latestRun(place);
  await reset(place, before);
  await until(async () => (await latestRun(place)) !== before);
  await until(async () => ended(await prep(li, 'status', 'photos', '--json'), 3));
  const carried = await signalsOf(place, await latestRun(place));
  tell('after a reset by li.wei, the signal of mallory is stamped with', carried.join(', '));
  assert.deepEqual(carried, ['li.wei']);
  const { out: afterReset } = await prep(li, 'audit', 'photos');
  assert.match(afterReset, /it is for run [^\n]+; the pending run is /);
  assert.doesNotMatch(afterReset, /approve by li\.wei \(signal, sent by/);

  const own = await prep(li, ...APPROVE);
  tell('li.wei signs in, and approves', own.out);
  assert.equal(own.exitCode, 0);

  await until(async () => ended(await prep(li, 'status', 'photos', '--json'), 0));
  const audit = await prep(li, 'audit', 'photos');
  tell('prep audit', audit.out);
  assert.match(audit.out, /sent by jwt "li\.wei" according to the Temporal server \(event \d+\)/);
}

const WORKFLOW_ID = 'prepare/photos';

/** Has the run do a workflow task after the one in which its plan began to wait, so that there is one to reset to. */
async function workTask(place: Place): Promise<void> {
  const runId = await latestRun(place);
  await asked(place, (connection) =>
    new Client({ connection, namespace: NAMESPACE }).workflow.getHandle(WORKFLOW_ID).signal('retry', {}),
  );
  await until(async () =>
    Boolean((await eventsOf(place, runId)).at(-1)?.workflowTaskCompletedEventAttributes),
  );
}

/** Resets a run to the last workflow task before an approval came. */
async function reset(place: Place, runId: string): Promise<void> {
  const events = await eventsOf(place, runId);
  const before = events.slice(0, events.findIndex(isApproval));
  const completed = before.findLast((event) => event.workflowTaskCompletedEventAttributes);
  assert.ok(completed);
  await asked(place, ({ workflowService }) =>
    workflowService.resetWorkflowExecution({
      namespace: NAMESPACE,
      workflowExecution: { workflowId: WORKFLOW_ID, runId },
      workflowTaskFinishEventId: completed.eventId,
      requestId: randomUUID(),
      reason: 'to see whose stamp a signal bears that is carried over',
    }),
  );
}

async function latestRun(place: Place): Promise<string> {
  return asked(place, async ({ workflowService }) => {
    const execution = { workflowId: WORKFLOW_ID };
    const found = await workflowService.describeWorkflowExecution({ namespace: NAMESPACE, execution });
    return found.workflowExecutionInfo?.execution?.runId ?? '';
  });
}

/** Who the server says sent the approvals of a run. */
async function signalsOf(place: Place, runId: string): Promise<string[]> {
  const approvals = (await eventsOf(place, runId)).filter(isApproval);
  return approvals.map(({ principal }) => principal?.name ?? 'nobody');
}

function isApproval(event: HistoryEvent): boolean {
  return event.workflowExecutionSignaledEventAttributes?.signalName === 'approve';
}

async function eventsOf(place: Place, runId: string): Promise<HistoryEvent[]> {
  const execution = { workflowId: WORKFLOW_ID, runId };
  const found = await asked(place, ({ workflowService }) =>
    workflowService.getWorkflowExecutionHistory({ namespace: NAMESPACE, execution }),
  );
  return found.history?.events ?? [];
}

/** Asks the server as li.wei. */
async function asked<T>(
  { address, tokenOf }: Place,
  ask: (connection: Connection) => Promise<T>,
): Promise<T> {
  const connection = await Connection.connect({
    address,
    apiKey: tokenOf('li.wei', `${NAMESPACE}:write`),
    tls: false,
  });
  try {
    return await ask(connection);
  } finally {
    await connection.close();
  }
}

/** The environment of somebody who is signed in. */
function signedIn(subject: string, { folder, address, tokenOf }: Place): Environment {
  return {
    PATH: process.env['PATH'] ?? '',
    HOME: folder,
    TEMPORAL_ADDRESS: address,
    TEMPORAL_NAMESPACE: NAMESPACE,
    TEMPORAL_API_KEY: tokenOf(subject, `${NAMESPACE}:write`),
    TEMPORAL_TLS: 'false',
  };
}

async function makeNamespace({ address, tokenOf }: Place): Promise<void> {
  const apiKey = tokenOf('administrator', 'temporal-system:admin');
  await until(async () => {
    const connection = await Connection.connect({ address, apiKey, tls: false });
    try {
      await connection.workflowService.registerNamespace({
        namespace: NAMESPACE,
        workflowExecutionRetentionPeriod: { seconds: 86_400 as never },
      });
      return true;
    } finally {
      await connection.close();
    }
  });
}

async function run(cwd: string, env: Environment, args: readonly string[]) {
  const child = spawn(process.execPath, [PREP, ...args], { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
  let out = '';
  const said = (text: string) => {
    out += text;
  };
  child.stdout.setEncoding('utf8').on('data', said);
  child.stderr.setEncoding('utf8').on('data', said);
  const [exitCode] = (await once(child, 'close')) as [number | null];
  return { exitCode, out };
}

/** Fails with a command's output if it did not end as expected. */
function ended({ exitCode, out }: { exitCode: number | null; out: string }, wanted: number): boolean {
  if (exitCode !== wanted) {
    throw new Error(`prep ended with ${exitCode}: ${out}`);
  }
  return true;
}

function tail(folder: string, name: string): string {
  try {
    return `--- ${name}\n${readFileSync(path.join(folder, `${name}.log`), 'utf8').slice(-3000)}`;
  } catch {
    return `--- ${name} said nothing`;
  }
}

function tell(title: string, text: string): void {
  console.log(`\n== ${title}\n${text.trim()}`);
}

main(process.argv[2] ?? '.').catch((error: unknown) => {
  console.error('principal-server:', error);
  process.exit(1);
});
