import type { Command } from 'commander';
import { personArgument } from '../person-argument';
import { parseRotationInput } from '../../contracts/lifecycle-input';
import { readerOf } from '../../provisioning/request/reader-request';
import { rotationWorkflowId, sourceRotationWorkflowId } from '../../contracts/names';
import { preparationId } from '../../contracts/preparation-id';
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
import { readIdentities } from '../identity-file';
import { openCredentials } from '../open-credentials';
import type { Preparations } from '../preparations';
import { given, validInput } from '../start-input';
import { graceOf, startLifecycleRun, toldOrFollowed, type GraceFlags } from '../start-lifecycle-run';
import { runArgument } from '../../contracts/run-commands';

interface RotateOptions extends CredentialsName, GraceFlags {
  readonly source?: true;
  readonly recipient?: readonly string[];
  readonly confirmWithin?: string;
  readonly confirm?: true;
  readonly code?: string;
  readonly identity?: string;
  readonly by?: string;
  readonly wait?: true;
  readonly json?: boolean;
}

const EXAMPLES = [
  'npx prep rotate photos --wait',
  'npx prep open --id rotate/mgw-photos --identity identity.txt',
  'npx prep rotate photos --confirm --code CODE --by li.wei',
  'npx prep rotate photos --confirm --identity identity.txt',
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
    .option('--confirm', 'say that the new key is in use: the old one is disabled and removed')
    .option('--code <code>', 'the confirmation code that "npx prep open" shows with the new key')
    .option('--identity <file>', 'age identity file to open the new key with, in the place of --code')
    .option('--by <name>', 'who asks for it, or confirms it', personArgument)
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
      return confirmed(preparations, waiting(options.user), options, context);
    }
    const target = await findCredentials(preparations, bucket, options, (said) =>
      context.terminal.warn(said),
    );
    const { userName } = target;
    const { workflowId, holder, ...which } = options.source === true ? ofSource(target) : ofAccess(target);
    if (confirm === true) {
      return confirmed(preparations, workflowId, options, context);
    }
    const input = validInput(
      parseRotationInput(
        given({
          ...which,
          ramUser: { name: userName },
          credentials: recipient && { recipients: recipient },
          confirmWithin,
          grace,
          requestedBy: by,
        }),
      ),
    );
    const summary = `Replace the AccessKey of ${holder}`;
    const started = await startLifecycleRun(preparations, {
      type: 'rotateCredentials',
      workflowId,
      input,
      summary,
    });
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
  readonly destination: object;
}

function ofAccess({ userName, destination, prepared, source }: CredentialsTarget): WhichKey {
  return {
    workflowId: rotationWorkflowId(userName),
    holder: `RAM user ${userName}`,
    source: given({ bucket: source.bucket, prefix: source.prefix }),
    destination: given({ bucket: destination, region: prepared?.destination.region }),
  };
}

/** @throws CommandError `InvalidInput` where the preparation made no key of its own */
function ofSource({ bucket, destination, prepared, source }: CredentialsTarget): WhichKey {
  if (source.accessKey !== 'create' && (prepared !== null || source.accessKey !== undefined)) {
    throw new CommandError(
      'InvalidInput',
      `No dedicated source AccessKey was made: KS3 bucket ${bucket} is read with the configured one, which its owner replaces.`,
    );
  }
  const scope = { source: { bucket, prefix: source.prefix ?? '' }, destination: { bucket: destination } };
  const { userName } = readerOf(bucket, preparationId(scope));
  const { endpoint, region } = prepared?.source ?? {};
  return {
    workflowId: sourceRotationWorkflowId(userName),
    holder: `Kingsoft IAM user ${userName}`,
    source: given({ ...source, accessKey: 'create', endpoint, region }),
    key: 'source',
    destination: { bucket: destination },
  };
}

async function confirmed(
  preparations: Preparations,
  workflowId: string,
  { by, code, identity }: RotateOptions,
  context: CommandContext,
): Promise<Answer> {
  const { phase } = await preparations.status(workflowId);
  if (phase.name !== 'waiting' || !phase.person) {
    throw new CommandError(
      'NothingToConfirm',
      `${workflowId} does not wait for a confirmation; nothing was sent.`,
    );
  }
  const known = code ?? (await codeOf(preparations, workflowId, identity, context));
  const { message } = await preparations.update(workflowId, 'confirmNow', given({ by, code: known }));
  return {
    exitCode: EXIT.done,
    json: { workflowId, confirmed: true, message },
    text: `Confirmed: the old AccessKey goes now. See what comes of it: npx prep watch ${runArgument(workflowId)}`,
  };
}

/** The code that is sealed with the new key, by opening it. */
async function codeOf(
  preparations: Preparations,
  workflowId: string,
  identity: string | undefined,
  { readStdin }: CommandContext,
): Promise<string> {
  const sealed = await preparations.sealed(workflowId);
  if (sealed !== null) {
    preparations.verify(sealed, await preparations.describe(workflowId));
  }
  if (identity === undefined || sealed === null) {
    throw new CommandError(
      'InvalidInput',
      `Say with --code what "npx prep open ${runArgument(workflowId)}" shows as confirmation code, or name the age identity that opens the new key with --identity.`,
    );
  }
  const { confirmationCode } = await openCredentials(sealed, await readIdentities(identity, readStdin));
  return confirmationCode ?? '';
}

function collect(value: string, earlier: readonly string[] = []): string[] {
  return [...earlier, value];
}
