import type { Command } from 'commander';
import { AT_ONCE } from '../../contracts/credential-lifecycle';
import { personArgument } from '../person-argument';
import { parseRevocationInput } from '../../contracts/lifecycle-input';
import { revocationWorkflowId } from '../../contracts/names';
import type { CommandContext } from '../command-context';
import { CommandError } from '../command-error';
import { aboutPreparation, documented, withPreparations, type Answering } from '../command-help';
import {
  aboutSourceKey,
  findCredentials,
  type CredentialsName,
  type CredentialsTarget,
} from '../credentials-target';
import type { Preparations } from '../preparations';
import { given, validInput } from '../start-input';
import {
  graceOf,
  startLifecycleRun,
  toldOrFollowed,
  type GraceFlags,
  type StartedLife,
} from '../start-lifecycle-run';

interface RevokeOptions extends CredentialsName, GraceFlags {
  readonly by?: string;
  readonly reason?: string;
  readonly wait?: true;
  readonly json?: boolean;
}

const EXAMPLES = [
  'npx prep revoke photos --by li.wei --reason "the migration is done" --wait',
  'npx prep revoke photos --now --by li.wei --reason "the secret got out"',
  'npx prep revoke photos --source-key create --now',
  'npx prep revoke --id prepare/photos --user mgw-photos --grace "1 hour"',
];

export function addCommand(program: Command, context: CommandContext, answering: Answering): void {
  documented(aboutSourceKey(aboutPreparation(program.command('revoke'))), EXAMPLES)
    .description(
      'Take back what a preparation delivered: disable the AccessKey, wait a grace period, remove it with its RAM user; and so with a dedicated source AccessKey.',
    )
    .option('--user <name>', 'RAM user; default: the one of the preparation')
    .option('--grace <duration>', 'time between disabling and removal, for example "1 hour"')
    .option('--now', 'no grace period')
    .option('--by <name>', 'who asks for it', personArgument)
    .option('--reason <text>', 'kept with the result')
    .option('--wait', 'follow it until it is done or needs a person')
    .action((bucket: string | undefined, options: RevokeOptions) =>
      answering(options, () => revoke(bucket, options, context)),
    );
}

function revoke(bucket: string | undefined, options: RevokeOptions, context: CommandContext) {
  const { by, reason } = options;
  const asked = { grace: graceOf(options), reason };
  return withPreparations(context, async (preparations) => {
    const target = await findCredentials(preparations, bucket, options, (said) =>
      context.terminal.warn(said),
    );
    const { userName, destination } = target;
    const input = validInput(
      parseRevocationInput(
        given({
          source: given({ ...target.source }),
          destination: { bucket: destination },
          ramUser: { name: userName },
          at: AT_ONCE,
          requestedBy: by,
          ...asked,
        }),
      ),
    );
    const started = await startedOrTold(
      preparations,
      {
        type: 'revokeCredentials',
        workflowId: revocationWorkflowId(userName),
        input,
        summary: `Take back the credentials of RAM user ${userName}`,
      },
      given({ by, ...asked }),
    );
    const said = started.attached
      ? `${started.workflowId}, which was waiting or at work already, takes the credentials back now.`
      : [`Started ${started.workflowId}`, ...unsureOfSourceKey(target)].join('\n');
    return toldOrFollowed(preparations, started, said, options, context);
  });
}

/** What nobody can tell without the result of the preparation. */
function unsureOfSourceKey({ prepared, source, bucket }: CredentialsTarget): string[] {
  return prepared === null && source.accessKey === undefined
    ? [
        `The server has no result of the preparation any more. If it made a dedicated source AccessKey, take that back too, by doing this once more when this run has ended: npx prep revoke ${bucket} --source-key create`,
      ]
    : [];
}

/**
 * One that waits for the expiry is told to begin, and answers that it does; where it ends at that very moment, another
 * one is started.
 */
async function startedOrTold(
  preparations: Preparations,
  request: Parameters<typeof startLifecycleRun>[1],
  message: object,
): Promise<StartedLife> {
  const started = await startLifecycleRun(preparations, request);
  if (!started.attached) {
    return started;
  }
  try {
    await preparations.update(started.workflowId, 'revokeNow', message);
    return started;
  } catch (error) {
    if (error instanceof CommandError && error.type === 'AlreadyFinished') {
      return startedOrTold(preparations, request, message);
    }
    throw error;
  }
}
