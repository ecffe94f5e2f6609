import type { Command } from 'commander';
import { parseRotationInput } from '../../contracts/life-input';
import { markOf } from '../../activities/mark';
import { readerOf } from '../../activities/source-key/reader-request';
import { rotationWorkflowId, sourceRotationWorkflowId } from '../../contracts/names';
import type { Answer } from '../answer';
import type { CommandContext } from '../command-context';
import { CommandError } from '../command-error';
import { aboutPreparation, documented, withPreparations, type Answering } from '../command-help';
import {
  aboutSourceKey,
  findCredentials,
  type CredentialsName,
  type CredentialsTarget,
} from '../credentials-target';
import { EXIT } from '../exit-codes';
import type { Preparations } from '../preparations';
import { given, validInput } from '../start-input';
import { graceOf, startLife, toldOrFollowed, type GraceFlags } from '../start-life';
import { runArgument } from '../../contracts/run-commands';

interface RotateOptions extends CredentialsName, GraceFlags {
  readonly source?: true;
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
  'npx prep rotate photos --source --wait',
];

export function addCommand(program: Command, context: CommandContext, answering: Answering): void {
  documented(aboutSourceKey(aboutPreparation(program.command('rotate'))), EXAMPLES)
    .description(
      'Replace the AccessKey that a preparation delivered: a new one is issued and sealed; the old one goes when the new one is confirmed to be in use.',
    )
    .option('--source', 'the dedicated AccessKey of the source, in the place of the one for OSS')
    .option(
      '--user <name>',
      'RAM user, or with --source and --confirm the Kingsoft IAM user; default: the one of the preparation',
    )
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
      const waiting = options.source === true ? sourceRotationWorkflowId : rotationWorkflowId;
      return confirmed(preparations, waiting(options.user), by);
    }
    const target = await findCredentials(preparations, bucket, options);
    const { userName, preparedBy } = target;
    const { workflowId, holder, ...which } = options.source === true ? ofSource(target) : ofAccess(target);
    if (confirm === true) {
      return confirmed(preparations, workflowId, by);
    }
    const input = validInput(
      parseRotationInput(
        given({
          ...which,
          ramUser: { name: userName },
          preparedBy,
          credentials: recipient && { recipients: recipient },
          confirmWithin,
          grace,
          requestedBy: by,
        }),
      ),
    );
    const summary = `Replace the AccessKey of ${holder}`;
    const started = await startLife(preparations, { type: 'rotateCredentials', workflowId, input, summary });
    const said = started.attached
      ? `${workflowId} was under way already: this attached to it. Its own input stands.`
      : `Started ${workflowId}`;
    return toldOrFollowed(preparations, started, said, options, context);
  });
}

/** What of an input, and of what is told, depends on the key that is replaced. */
interface WhichKey {
  readonly workflowId: string;
  readonly holder: string;
  readonly source: object;
  readonly key?: 'source';
  readonly destination?: object | undefined;
}

function ofAccess({ userName, bucket, prepared }: CredentialsTarget): WhichKey {
  const destination = prepared?.destination;
  return {
    workflowId: rotationWorkflowId(userName),
    holder: `RAM user ${userName}`,
    source: { bucket },
    destination: destination && { bucket: destination.bucket, region: destination.region },
  };
}

/** @throws CommandError `InvalidInput` where the preparation made no key of its own */
function ofSource({ bucket, preparedBy, prepared, source }: CredentialsTarget): WhichKey {
  if (source.accessKey !== 'create' && (prepared !== null || source.accessKey !== undefined)) {
    throw new CommandError(
      'InvalidInput',
      `${preparedBy} made no dedicated source AccessKey: KS3 bucket ${bucket} is read with the configured one, which its owner replaces.`,
    );
  }
  const { userName } = readerOf(bucket, markOf(preparedBy));
  const { endpoint, region } = prepared?.source ?? {};
  return {
    workflowId: sourceRotationWorkflowId(userName),
    holder: `Kingsoft IAM user ${userName}`,
    source: given({ ...source, accessKey: 'create', endpoint, region }),
    key: 'source',
  };
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
