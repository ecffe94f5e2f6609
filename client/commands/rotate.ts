import type { Command } from 'commander';
import { parseRotationInput } from '../../contracts/life-input';
import { rotationWorkflowId } from '../../contracts/names';
import type { Answer } from '../answer';
import type { CommandContext } from '../command-context';
import { CommandError } from '../command-error';
import { aboutPreparation, documented, withPreparations, type Answering } from '../command-help';
import { findCredentials, type CredentialsName } from '../credentials-target';
import { EXIT } from '../exit-codes';
import type { Preparations } from '../preparations';
import { given, validInput } from '../start-input';
import { graceOf, startLife, toldOrFollowed, type GraceFlags } from '../start-life';
import { runArgument } from '../../contracts/run-commands';

interface RotateOptions extends CredentialsName, GraceFlags {
  readonly recipient?: readonly string[];
  readonly confirmWithin?: string;
  readonly confirm?: true;
  readonly by?: string;
  readonly wait?: true;
  readonly json?: boolean;
}

const EXAMPLES = [
  'npx prep rotate photos --wait',
  'npx prep open --id rotate/mgw-photos --identity identity.txt',
  'npx prep rotate photos --confirm --by li.wei',
];

export function addCommand(program: Command, context: CommandContext, answering: Answering): void {
  documented(aboutPreparation(program.command('rotate')), EXAMPLES)
    .description(
      'Replace the AccessKey that a preparation delivered: a new one is issued and sealed; the old one goes when the new one is confirmed to be in use.',
    )
    .option('--user <name>', 'RAM user; default: the one of the preparation')
    .option('--recipient <age1…>', 'only these of the configured recipients (repeatable)', collect)
    .option('--confirm-within <duration>', 'without a confirmation by then the new key is removed')
    .option('--grace <duration>', 'time between disabling and removal of the old key, for example "1 hour"')
    .option('--now', 'no grace period')
    .option('--confirm', 'say that the new key is in use: the old one is disabled and removed')
    .option('--by <name>', 'who asks for it, or confirms it')
    .option('--wait', 'follow it until it is done or waits for a person')
    .action((bucket: string | undefined, options: RotateOptions) =>
      answering(options, () => rotate(bucket, options, context)),
    );
}

function rotate(bucket: string | undefined, options: RotateOptions, context: CommandContext) {
  const { by, recipient, confirmWithin, confirm } = options;
  const grace = graceOf(options);
  return withPreparations(context, async (preparations) => {
    if (confirm === true && bucket === undefined && options.id === undefined && options.user !== undefined) {
      return confirmed(preparations, rotationWorkflowId(options.user), by);
    }
    const { userName, preparedBy, prepared, ...target } = await findCredentials(
      preparations,
      bucket,
      options,
    );
    const workflowId = rotationWorkflowId(userName);
    if (confirm === true) {
      return confirmed(preparations, workflowId, by);
    }
    const destination = prepared?.destination;
    const input = validInput(
      parseRotationInput(
        given({
          source: { bucket: target.bucket },
          ramUser: { name: userName },
          preparedBy,
          destination: destination && { bucket: destination.bucket, region: destination.region },
          credentials: recipient && { recipients: recipient },
          confirmWithin,
          grace,
          requestedBy: by,
        }),
      ),
    );
    const summary = `Replace the AccessKey of RAM user ${userName}`;
    const started = await startLife(preparations, { type: 'rotateCredentials', workflowId, input, summary });
    const said = started.attached
      ? `${workflowId} was under way already: this attached to it. Its own input stands.`
      : `Started ${workflowId}`;
    return toldOrFollowed(preparations, started, said, options, context);
  });
}

async function confirmed(
  preparations: Preparations,
  workflowId: string,
  by: string | undefined,
): Promise<Answer> {
  const { phase } = await preparations.status(workflowId);
  if (phase.name !== 'waiting' || !phase.person) {
    throw new CommandError(
      'NothingToConfirm',
      `${workflowId} does not wait for a confirmation; nothing was sent.`,
    );
  }
  await preparations.signal(workflowId, 'confirm', by === undefined ? {} : { by });
  return {
    exitCode: EXIT.done,
    json: { workflowId, sent: 'confirm' },
    text: `Confirmed: the old AccessKey goes now. See what comes of it: npx prep watch ${runArgument(workflowId)}`,
  };
}

function collect(value: string, earlier: readonly string[] = []): string[] {
  return [...earlier, value];
}
