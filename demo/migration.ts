import type { DemoWords } from './words';

/** What the demo's migration works with. */
export interface DemoMigration {
  readonly bucket: string;
  readonly ui: string;
  /** Whether the demo approves the launch itself. */
  readonly yes: boolean;
  readonly words: DemoWords;
  readonly say: (line: string) => void;
  readonly heading: (text: string) => void;
  /** Runs `prep`, and fails unless it ends with one of these exit codes. */
  readonly prep: (expected: readonly number[], ...args: readonly string[]) => Promise<void>;
}

const DONE = 0;
const WAITING_FOR_APPROVAL = 3;

/** Continues the prepared bucket to a migration that is launched, cut over and finished; the stand-in of the service really copies. */
export async function migrateDemoBucket({
  bucket,
  ui,
  yes,
  words,
  say,
  heading,
  prep,
}: DemoMigration): Promise<void> {
  const run = ['--id', `migrate/${bucket}`];
  heading(words.migration);
  await prep([DONE], 'migrate', bucket, '--every', '1 day');
  await prep([WAITING_FOR_APPROVAL], 'watch', ...run, '--until-input');

  heading(words.approveLaunch);
  say(words.inWebUi(`${ui}/namespaces/default/workflows/migrate%2F${bucket}`));
  say(words.onTerminal(`npx prep approve --id migrate/${bucket} --approver YOUR-NAME`));
  if (yes) {
    say(words.approvesLaunch);
    await prep([DONE], 'approve', ...run, '--approver', 'demo', '--comment', words.launchComment);
  } else {
    say(words.continues);
  }

  heading(words.cutOver);
  await prep([DONE], 'cut-over', bucket, '--by', yes ? 'demo' : 'you');
  say(words.lastRound);
  if (yes) {
    await prep([WAITING_FOR_APPROVAL], 'watch', ...run, '--until-input');
    await prep([DONE], 'approve', ...run, '--approver', 'demo', '--comment', words.cutOverComment);
  }
  await prep([DONE], 'watch', ...run);
  heading(words.migrated);
  await prep([DONE], 'status', ...run);
  heading(words.comparison);
  await prep([DONE], 'verify', bucket);
}
