import { demandBucketName } from '../demand-bucket-names';
import { demandWait } from '../demand-wait';
import { durationOption } from '../option-values';
import { personOption } from '../person-option';
import type { Command } from 'commander';
import { parseRotationInput } from '../../contracts/inputs/lifecycle-input';
import { readerOf } from '../../provisioning/request/reader-request';
import { rotationWorkflowId, sourceRotationWorkflowId } from '../../contracts/names';
import { preparationId } from '../../contracts/runs/preparation-id';
import type { Answer } from '../answer';
import type { CommandContext } from '../command-context';
import { CommandError } from '../command-error';
import { aboutPreparation, documented, withPreparations, type Answering, collect } from '../command-help';
import {
  aboutDelivered,
  demandKnown,
  findCredentials,
  graceOf,
  type CredentialsName,
  type GraceFlags,
  type CredentialsTarget,
} from '../credentials/credentials-target';
import { EXIT } from '../exit-codes';
import { readIdentities } from '../credentials/identity-file';
import { openCredentials } from '../credentials/open-credentials';
import type { Said } from '../../presentation/words/phrase';
import { phrase } from '../../presentation/words/words';
import type { Preparations } from '../runs/preparations';
import { given, namingOptions, validInput } from '../start-input';
import { answerOrFollow } from '../runs/answer-or-follow';
import { runArgument } from '../../contracts/runs/run-commands';

interface RotateOptions extends CredentialsName, GraceFlags {
  readonly source?: true;
  readonly recipient?: readonly string[];
  readonly confirmWithin?: string;
  readonly confirm?: true;
  readonly code?: string;
  readonly identity?: string;
  readonly by?: string;
  readonly wait?: true;
  readonly timeout?: number;
  readonly json?: boolean;
}

/** The fields that options set. */
const OPTIONS = {
  user: 'ramUser.name',
  recipient: 'credentials.recipients',
  confirmWithin: 'confirmWithin',
  grace: 'grace',
  by: 'requestedBy',
};

const EXAMPLES = [
  'npx prep rotate photos --wait',
  'npx prep open --id rotate/mgw-photos --identity identity.txt',
  'npx prep rotate photos --confirm --code CODE --by li.wei',
  'npx prep rotate photos --confirm --identity identity.txt',
  'npx prep rotate photos --source --wait',
];

export function addCommand(program: Command, context: CommandContext, answering: Answering): void {
  const help = context.words.help.rotate;
  documented(aboutDelivered(aboutPreparation(program.command('rotate'), context), context), EXAMPLES, context)
    .description(help.description)
    .option('--source', help.source)
    .option('--user <name>', help.user)
    .option('--recipient <age1…>', help.recipient, collect)
    .option('--confirm-within <duration>', help.confirmWithin)
    .option('--grace <duration>', help.grace)
    .option('--confirm', help.confirm)
    .option('--code <code>', help.code)
    .option('--identity <file>', help.identity)
    .option('--by <name>', help.by, personOption('--by'))
    .option('--wait', help.wait)
    .option('--timeout <duration>', context.words.help.start.timeout, durationOption('--timeout'))
    .action((bucket: string | undefined, options: RotateOptions) =>
      answering(options, () => rotate(bucket, options, context)),
    );
}

function rotate(bucket: string | undefined, options: RotateOptions, context: CommandContext) {
  demandWait(options);
  demandBucketName(bucket);
  const { by, recipient, confirmWithin, confirm } = options;
  if (confirm !== true && (options.code !== undefined || options.identity !== undefined)) {
    throw new CommandError('InvalidInput', phrase('command.codeWithoutConfirm'));
  }
  const grace = graceOf(options);
  return withPreparations(context, async (preparations) => {
    if (confirm === true && bucket === undefined && options.id === undefined && options.user !== undefined) {
      const waiting = options.source === true ? sourceRotationWorkflowId : rotationWorkflowId;
      return confirmed(preparations, waiting(options.user), options, context);
    }
    const target = await findCredentials(preparations, 'rotate', bucket, options, context.tell);
    const { userName } = target;
    const { workflowId, holder, ...which } = options.source === true ? ofSource(target) : ofAccess(target);
    if (confirm === true) {
      return confirmed(preparations, workflowId, options, context);
    }
    const parsed = parseRotationInput(
      given({
        ...which,
        ramUser: { name: userName },
        credentials: recipient && { recipients: recipient },
        confirmWithin,
        grace,
        requestedBy: by,
      }),
    );
    const input = validInput(namingOptions(parsed, options, OPTIONS));
    await demandKnown(preparations, 'rotate', target);
    const summary = context.say(phrase('command.rotateSummary', { holder }));
    const started = await preparations.start({
      type: 'rotateCredentials',
      workflowId,
      input,
      summary,
    });
    const said = started.attached ? 'command.attached' : 'command.started';
    return answerOrFollow(preparations, { workflowId, ...started }, options, context, {
      said: context.say(phrase(said, { workflowId })),
    });
  });
}

/** What depends on the key that is replaced. */
interface WhichKey {
  readonly workflowId: string;
  readonly holder: Said;
  readonly source: object;
  readonly key?: 'source';
  readonly destination: object;
}

function ofAccess({ userName, destination, prepared, source }: CredentialsTarget): WhichKey {
  return {
    workflowId: rotationWorkflowId(userName),
    holder: phrase('resource.ramUser', { name: userName }),
    source: given({ bucket: source.bucket, prefix: source.prefix }),
    destination: given({ bucket: destination, region: prepared?.destination.region }),
  };
}

/** @throws CommandError `InvalidInput` if the preparation created no dedicated key */
function ofSource({ bucket, destination, prepared, source }: CredentialsTarget): WhichKey {
  if (source.accessKey !== 'create' && (prepared !== null || source.accessKey !== undefined)) {
    throw new CommandError('InvalidInput', phrase('command.noDedicatedKey', { bucket }));
  }
  const scope = { source: { bucket, prefix: source.prefix ?? '' }, destination: { bucket: destination } };
  const { userName } = readerOf(bucket, preparationId(scope));
  const { endpoint, region } = prepared?.source ?? {};
  return {
    workflowId: sourceRotationWorkflowId(userName),
    holder: phrase('command.iamUser', { name: userName }),
    source: given({ ...source, accessKey: 'create', endpoint, region }),
    key: 'source',
    destination: { bucket: destination },
  };
}

async function confirmed(
  preparations: Preparations,
  workflowId: string,
  options: RotateOptions,
  context: CommandContext,
): Promise<Answer> {
  const { by, code, identity } = options;
  const { phase } = await preparations.status(workflowId);
  if (phase.name !== 'waiting' || !phase.person) {
    throw new CommandError('NothingToConfirm', phrase('command.nothingToConfirm', { workflowId }));
  }
  const known = code ?? (await codeOf(preparations, workflowId, identity, context));
  const { message } = await preparations.update(workflowId, 'confirmNow', given({ by, code: known }));
  if (options.wait === true) {
    const { runId } = await preparations.describe(workflowId);
    const run = { workflowId, runId, attached: true };
    return answerOrFollow(preparations, run, options, context, { said: context.say(message) });
  }
  return {
    exitCode: EXIT.done,
    json: { workflowId, confirmed: true, message: context.say(message) },
    text: context.say(phrase('command.confirmed', { see: `npx prep watch ${runArgument(workflowId)}` })),
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
      phrase('command.codeNeeded', { open: `npx prep open ${runArgument(workflowId)}` }),
    );
  }
  const { confirmationCode } = await openCredentials(sealed, await readIdentities(identity, readStdin));
  return confirmationCode ?? '';
}
