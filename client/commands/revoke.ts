import { demandBucketName } from '../demand-bucket-names';
import { demandWait } from '../demand-wait';
import { durationOption, remarkOption } from '../option-values';
import { personOption } from '../person-option';
import type { Command } from 'commander';
import { AT_ONCE } from '../../contracts/credentials/credential-lifecycle';
import { parseRevocationInput } from '../../contracts/inputs/lifecycle-input';
import { revocationWorkflowId } from '../../contracts/names';
import type { CommandContext } from '../command-context';
import { CommandError } from '../command-error';
import { aboutPreparation, documented, withPreparations, type Answering } from '../command-help';
import {
  aboutDelivered,
  commandNaming,
  demandKnown,
  findCredentials,
  graceOf,
  type CredentialsName,
  type GraceFlags,
  type CredentialsTarget,
} from '../credentials/credentials-target';
import type { Said } from '../../presentation/words/phrase';
import { phrase } from '../../presentation/words/words';
import type { Preparations, StartRequest } from '../runs/preparations';
import { given, namingOptions, validInput } from '../start-input';
import { answerOrFollow, type Started } from '../runs/answer-or-follow';

interface RevokeOptions extends CredentialsName, GraceFlags {
  readonly by?: string;
  readonly reason?: string;
  readonly wait?: true;
  readonly timeout?: number;
  readonly json?: boolean;
}

/** The fields that options set. */
const OPTIONS = { user: 'ramUser.name', grace: 'grace', reason: 'reason', by: 'requestedBy' };

const EXAMPLES = [
  'npx prep revoke photos --by li.wei --reason "the migration is done" --wait',
  'npx prep revoke photos --now --by li.wei --reason "the secret got out"',
  'npx prep revoke photos --source-key create --now',
  'npx prep revoke --id prepare/photos --user mgw-photos --grace "1 hour"',
];

export function addCommand(program: Command, context: CommandContext, answering: Answering): void {
  const help = context.words.help.revoke;
  documented(aboutDelivered(aboutPreparation(program.command('revoke'), context), context), EXAMPLES, context)
    .description(help.description)
    .option('--user <name>', help.user)
    .option('--grace <duration>', help.grace)
    .option('--now', help.now)
    .option('--by <name>', help.by, personOption('--by'))
    .option('--reason <text>', help.reason, remarkOption('--reason'))
    .option('--wait', help.wait)
    .option('--timeout <duration>', context.words.help.start.timeout, durationOption('--timeout'))
    .action((bucket: string | undefined, options: RevokeOptions) =>
      answering(options, () => revoke(bucket, options, context)),
    );
}

function revoke(bucket: string | undefined, options: RevokeOptions, context: CommandContext) {
  demandWait(options);
  demandBucketName(bucket);
  const { by, reason } = options;
  const asked = { grace: graceOf(options), reason };
  return withPreparations(context, async (preparations) => {
    const target = await findCredentials(preparations, 'revoke', bucket, options, context.tell);
    const { userName, destination } = target;
    const parsed = parseRevocationInput(
      given({
        source: given({ ...target.source }),
        destination: { bucket: destination },
        ramUser: { name: userName },
        at: AT_ONCE,
        requestedBy: by,
        ...asked,
      }),
    );
    const input = validInput(namingOptions(parsed, options, OPTIONS));
    await demandKnown(preparations, 'revoke', target);
    const started = await startedOrAsked(
      preparations,
      {
        type: 'revokeCredentials',
        workflowId: revocationWorkflowId(userName),
        input,
        summary: context.say(phrase('command.revokeSummary', { userName })),
      },
      given({ by, ...asked }),
    );
    const { workflowId, attached } = started;
    const said: Said[] = attached
      ? [phrase('command.revokesNow', { workflowId })]
      : [phrase('command.started', { workflowId }), ...unsureOfSourceKey(target)];
    return answerOrFollow(preparations, started, options, context, {
      said: said.map(context.say).join('\n'),
    });
  });
}

/** What is unknown without the result of the preparation. */
function unsureOfSourceKey(target: CredentialsTarget): Said[] {
  return target.prepared === null && target.source.accessKey === undefined
    ? [
        phrase('command.unsureOfSourceKey', {
          revoke: `${commandNaming('revoke', target)} --source-key create`,
        }),
      ]
    : [];
}

/**
 * A revocation that waits for the expiry is asked to begin now; if it ends at that very moment, another one is
 * started.
 */
async function startedOrAsked(
  preparations: Preparations,
  request: StartRequest,
  message: object,
): Promise<Started> {
  const { workflowId } = request;
  const started = { workflowId, ...(await preparations.start(request)) };
  if (!started.attached) {
    return started;
  }
  try {
    await preparations.update(workflowId, 'revokeNow', message);
    return started;
  } catch (error) {
    if (error instanceof CommandError && error.type === 'AlreadyFinished') {
      return startedOrAsked(preparations, request, message);
    }
    throw error;
  }
}
