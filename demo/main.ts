import { mkdirSync, openSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { generateIdentity, identityToRecipient } from 'age-encryption';
import { chooseLanguage } from '../client/language-choice';
import { TASK_QUEUE } from '../contracts/names';
import { shellWord } from '../presentation/text/shell-word';
import { makeWorkerKey } from '../configuration/trust/worker-keys';
import { startStandIns } from '../standins/stand-ins';
import { folderTotals } from './folder-totals';
import { untilInterrupted } from './interrupted';
import { migrateDemoBucket } from './migration';
import { startMoreBuckets } from './more-buckets';
import { readOptions, type DemoOptions } from './options';
import { ownEnvironment } from './own-environment';
import { Processes } from './processes';
import { workerEnvironment } from './stand-in-settings';
import { startTemporalServer, workerIsPolling } from './temporal-server';
import { demoWords } from './words';

const ROOT = join(__dirname, '..', '..');
const PREP = join(ROOT, 'dist', 'client', 'main.js');
const BUCKET = 'photos';
const WAITING_FOR_APPROVAL = 3;
const { language } = chooseLanguage([], process.env);
const words = demoWords(language);

/** One way to stop everything that was started, whether the demo ends, fails or is interrupted. */
const processes = new Processes();

async function demo({ source, yes, keep }: DemoOptions): Promise<void> {
  const folder = demoFolder();
  const shown = relative(process.cwd(), folder) || '.';
  const identityFile = join(folder, 'identity.txt');
  const identity = await generateIdentity();
  writeFileSync(identityFile, `${identity}\n`, { mode: 0o600 });

  const standIns = await startStandIns({ buckets: [{ name: BUCKET, directory: source }] });
  const server = await startTemporalServer(process.env['TEMPORAL_CLI'] ?? 'temporal', folder, processes);
  const workerKey = makeWorkerKey();
  const env = {
    // The worker shows everything in the language of whoever tries it, as the commands do.
    PREP_LANGUAGE: language,
    ...ownEnvironment(process.env, folder),
    TEMPORAL_ADDRESS: server.address,
    TEMPORAL_UI: server.ui,
    // What a person's own machine has of the worker's key.
    PREP_TRUST_PUBLIC_KEYS: workerKey.publicKey,
  };
  say(words.server(server.address, server.ui));
  say(words.standIns(BUCKET, source));

  const log = openSync(join(folder, 'worker.log'), 'a');
  processes.start(
    process.execPath,
    [PREP, 'worker'],
    { ...env, ...workerEnvironment(standIns.summary, await identityToRecipient(identity), workerKey) },
    ['ignore', log, log],
    (code) => fail(words.workerEnded(code, `${shown}/worker.log`)),
  );

  await workerIsPolling(server.address, TASK_QUEUE);
  say(words.worker);
  const inOtherTerminal = () => {
    say(words.otherTerminal);
    say(
      `  export TEMPORAL_ADDRESS=${server.address} TEMPORAL_UI=${server.ui} PREP_CONFIG=${shellWord(env.PREP_CONFIG)} PREP_TRUST_PUBLIC_KEYS=${workerKey.publicKey}`,
    );
  };
  inOtherTerminal();

  const prep = (...args: string[]) => processes.run(process.execPath, [PREP, ...args], env);
  heading(words.preparation);
  await expectExit(prep('start', '--bucket', BUCKET), [0]);
  await expectExit(prep('watch', BUCKET, '--until-input'), [WAITING_FOR_APPROVAL]);

  heading(words.approvePlan);
  say(words.inWebUi(`${server.ui}/namespaces/default/workflows/prepare%2F${BUCKET}`));
  say(words.onTerminal(`npx prep approve ${BUCKET} --approver YOUR-NAME`));
  if (yes) {
    say(words.approvesPlan);
    await expectExit(prep('approve', BUCKET, '--approver', 'demo', '--comment', words.planComment), [0]);
  } else {
    inOtherTerminal();
    say(words.continues);
  }
  await expectExit(prep('watch', BUCKET), [0]);

  heading(words.result);
  const result = join(folder, 'result.json');
  const report = join(folder, 'report.md');
  await expectExit(prep('report', BUCKET, '--format', 'json', '--out', result), [0]);
  await expectExit(prep('report', BUCKET, '--format', 'markdown', '--out', report), [0]);
  await expectExit(prep('report', BUCKET), [0]);
  const files = await folderTotals(source);
  say(words.files(files.objects, files.bytes));
  say(`  find ${source} -type f -printf '%s\\n' | awk '{ bytes += $1 } END { print NR, bytes }'`);
  say(words.report(`${shown}/report.md`));
  say(words.credentials(`npx prep open --result ${shown}/result.json --identity ${shown}/identity.txt`));

  const expecting = async (expected: readonly number[], ...args: readonly string[]) =>
    expectExit(prep(...args), expected);
  await migrateDemoBucket({ bucket: BUCKET, ui: server.ui, yes, words, say, heading, prep: expecting });

  if (keep) {
    await startMoreBuckets({ control: standIns.summary.control, words, say, heading, prep: expecting });
    inOtherTerminal();
    say(words.kept);
    await interrupted;
  }
  await processes.stop();
  await standIns.stop();
}

/** A new folder for each demo: the server's database, logs, the report and the age identity. */
function demoFolder(): string {
  const folder = join(ROOT, '.demo', new Date().toISOString().replace(/[:.]/g, '-'));
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  return folder;
}

async function expectExit(run: Promise<number>, expected: readonly number[]): Promise<void> {
  const code = await run;
  if (!expected.includes(code)) {
    throw new Error(words.stepFailed(code));
  }
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

function heading(text: string): void {
  say(`\n=== ${text}`);
}

function fail(message: string): void {
  process.stderr.write(`demo: ${message}\n`);
  void processes.stop().finally(() => process.exit(1));
}

const interrupted = untilInterrupted();

async function main(): Promise<void> {
  const options = readOptions(process.argv.slice(2), ROOT, process.stdin.isTTY === true);
  if (options === undefined) {
    process.stdout.write(words.usage);
    return;
  }
  const stopped = interrupted.then(async () => {
    say(`\n${words.stopping}`);
    await processes.stop();
    process.exit(options.keep ? 0 : 130);
  });
  await Promise.race([demo(options), stopped]);
  process.exit(0);
}

main().catch((error: unknown) => {
  if (!processes.stopping) {
    fail(error instanceof Error ? error.message : String(error));
  }
});
