/** What the demo's migration works with. */
export interface DemoMigration {
  readonly bucket: string;
  readonly ui: string;
  /** Before a command on a terminal: the address of the server, if it is not the usual one. */
  readonly prefix: string;
  /** Whether the demo approves the launch itself. */
  readonly yes: boolean;
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
  prefix,
  yes,
  say,
  heading,
  prep,
}: DemoMigration): Promise<void> {
  const run = ['--id', `migrate/${bucket}`];
  heading('Migrate it in daily rounds: addresses and job are created, nothing is copied yet');
  await prep([DONE], 'migrate', bucket, '--every', '1 day');
  await prep([WAITING_FOR_APPROVAL], 'watch', ...run, '--until-input');

  heading('Approve the launch');
  say(
    `In the Web UI:  ${ui}/namespaces/default/workflows/migrate%2F${bucket}  (send the update "decide" as shown above)`,
  );
  say(`On a terminal:  ${prefix}npx prep approve --id migrate/${bucket} --approver YOUR-NAME`);
  if (yes) {
    say('The demo approves the launch now.');
    await prep([DONE], 'approve', ...run, '--approver', 'demo', '--comment', 'launched by the demo itself');
  } else {
    say('The demo goes on as soon as you have approved.');
  }

  heading('Cut over: another round follows the first, both sides are compared, and the run ends');
  await prep([DONE], 'cut-over', bucket, '--by', yes ? 'demo' : 'you');
  say('This round copies what is newer by then. It needs an approval too, in the same way.');
  if (yes) {
    await prep([WAITING_FOR_APPROVAL], 'watch', ...run, '--until-input');
    await prep([DONE], 'approve', ...run, '--approver', 'demo', '--comment', 'nobody writes any more');
  }
  await prep([DONE], 'watch', ...run);
  heading('Migrated');
  await prep([DONE], 'status', ...run);
  heading('Compare both sides once more');
  await prep([DONE], 'verify', bucket);
}
