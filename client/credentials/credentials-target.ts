import type { Command } from 'commander';
import { named } from '../../presentation/text/foreign-text';
import {
  defaultUserName,
  preparationBucketIn,
  preparationWorkflowId,
  revocationWorkflowId,
} from '../../contracts/names';
import { defaultDestination } from '../../contracts/runs/preparation-id';
import type { PreparedResult } from '../../contracts/runs/result';
import type { ErrorType } from '../../contracts/error-table';
import { deliveredOptions, runArgument } from '../../contracts/runs/run-commands';
import { shellWord } from '../../presentation/text/shell-word';
import type { Said } from '../../presentation/words/phrase';
import { phrase } from '../../presentation/words/words';
import { NO_GRACE } from '../../contracts/inputs/grace';
import type { CommandContext } from '../command-context';
import { EXIT, type ExitCode } from '../exit-codes';
import { CommandError } from '../command-error';
import type { LeftBehind } from '../runs/left-behind';
import { ifThere } from '../runs/if-there';
import type { RunName } from '../command-help';
import type { Preparations } from '../runs/preparations';
import { forCommand } from '../runs/run-kinds';
import {
  deliveredOrLatest,
  exitCodeWithout,
  latestOrScheduled,
  tellUnverified,
  type EndedResult,
  type RunStatus,
} from '../runs/run-status';

/** How a command names delivered credentials. */
export interface CredentialsName extends RunName {
  readonly user?: string | undefined;
  /** `create` if the preparation created a dedicated source AccessKey; `use` to leave it alone. */
  readonly sourceKey?: string | undefined;
  readonly profile?: string | undefined;
  /** OSS bucket of the preparation. */
  readonly destination?: string | undefined;
  readonly prefix?: string | undefined;
}

/** The source as inputs name it. */
interface NamedSource {
  readonly bucket: string;
  readonly prefix?: string | undefined;
  readonly profile?: string | undefined;
  readonly accessKey?: string | undefined;
}

/** Delivered credentials, as a command found them. */
export interface CredentialsTarget {
  readonly bucket: string;
  readonly userName: string;
  readonly destination: string;
  /** Its result, if the server still has it. */
  readonly prepared: PreparedResult | null;
  /** With what was created for it, according to the options, else the result. */
  readonly source: NamedSource;
  /** Why there may be nothing of that user, if nobody named it: `gone` if the server has no run of the preparation. */
  readonly doubt: 'gone' | Undelivered | null;
}

/** How a preparation ended that delivered nothing. */
interface Undelivered {
  readonly why: Said;
  /** What was left all the same, by a run that had no time to clean up. */
  readonly left: LeftBehind | undefined;
  readonly exitCode: ExitCode;
}

/**
 * Stops a command that would start something for a guessed user: of a bucket that was misspelt or never prepared, or of a
 * preparation that delivered nothing. One whose expiry a run waits for is known by that.
 *
 * @throws CommandError `NotFound`, `NoResult`
 */
export async function demandKnown(
  preparations: Preparations,
  command: 'revoke' | 'rotate',
  target: CredentialsTarget,
): Promise<void> {
  const { bucket, userName, doubt } = target;
  if (doubt === null) {
    return;
  }
  const revocation = await ifThere(preparations.describe(revocationWorkflowId(userName)), null);
  const byName = commandNaming(command, target);
  if (doubt === 'gone') {
    if (revocation === null) {
      throw new CommandError('NotFound', phrase('command.nothingKnown', { bucket, named: byName }));
    }
  } else if (revocation?.state !== 'running') {
    const { why, left, exitCode } = doubt;
    const next = left === undefined ? null : [left.what, ...(left.command === null ? [] : [left.command])];
    const about = { bucket, why, next, userName, named: byName };
    throw new CommandError('NoResult', phrase('command.deliveredNothing', about), exitCode);
  }
}

/** The command about credentials of which the server knows no run any more. */
export function commandNaming(
  command: 'revoke' | 'rotate',
  { bucket, userName, destination, source: { prefix = '' } }: CredentialsTarget,
): string {
  const options = deliveredOptions({ bucket, prefix }, destination);
  return ['npx prep', command, shellWord(bucket), '--user', shellWord(userName), ...options].join(' ');
}

/**
 * Finds the credentials that a preparation delivered. The RAM user is the one of the option, else of its result, else
 * the default one of the bucket.
 *
 * @param tell takes warnings about the result
 * @throws CommandError `InvalidInput` if too little is named; `StillRunning` if nothing is delivered yet
 */
export async function findCredentials(
  preparations: Preparations,
  command: 'revoke' | 'rotate',
  bucket: string | undefined,
  name: CredentialsName,
  tell: (said: Said) => void,
): Promise<CredentialsTarget> {
  const { id, user } = name;
  if ((bucket === undefined) === (id === undefined)) {
    throw new CommandError('InvalidInput', phrase('command.nameDelivered'));
  }
  const preparedBy = id ?? preparationWorkflowId(bucket ?? '');
  const { prepared, doubt } = await resultOfPreparation(
    forCommand(command, preparedBy, preparations),
    preparedBy,
    { user: user !== undefined, bucket: id === undefined },
    tell,
  );
  const asked = bucket ?? prepared?.source.bucket ?? preparationBucketIn(preparedBy);
  if (asked === null) {
    throw new CommandError(
      'InvalidInput',
      phrase('command.preparedUnknown', { workflowId: named(preparedBy) }),
    );
  }
  const userName = user ?? prepared?.account.userName ?? defaultUserName(asked);
  const destination = name.destination ?? prepared?.destination.bucket ?? defaultDestination(asked);
  return {
    bucket: asked,
    userName,
    destination,
    prepared,
    source: sourceOf(asked, userName, name, prepared),
    doubt: user === undefined ? doubt : null,
  };
}

/** A result is about its own user only: its source AccessKey was not delivered with the credentials of another one. */
function sourceOf(
  bucket: string,
  userName: string,
  { sourceKey, profile, prefix }: CredentialsName,
  prepared: PreparedResult | null,
): NamedSource {
  const made = prepared?.account.userName === userName ? prepared.sourceKey : undefined;
  const created = made?.mode === 'create' ? made : undefined;
  const accessKey = sourceKey ?? created?.mode;
  return {
    bucket,
    prefix: prefix ?? prepared?.source.prefix,
    profile: profile ?? created?.profile,
    accessKey,
  };
}

/** The options that say what a preparation delivered if its result is gone. */
export function aboutDelivered(command: Command, { words: { help } }: CommandContext): Command {
  return command
    .option('--destination <bucket>', help.delivered.destination)
    .option('--prefix <prefix>', help.delivered.prefix)
    .option('--source-key <use|create>', help.delivered.sourceKey)
    .option('--profile <name>', help.delivered.profile);
}

/** The flags that say how long an AccessKey stays disabled before it is removed. */
export interface GraceFlags {
  readonly grace?: string;
  readonly now?: true;
}

/** @throws CommandError `InvalidInput` if both are given */
export function graceOf({ grace, now }: GraceFlags): string | undefined {
  if (grace !== undefined && now === true) {
    throw new CommandError('InvalidInput', phrase('command.graceOrNow'));
  }
  return now === true ? NO_GRACE : grace;
}

type OfPreparation = Pick<CredentialsTarget, 'prepared' | 'doubt'>;

/** A run that fails so has found credentials that an earlier one delivered. */
const ALREADY_PREPARED: ErrorType = 'AlreadyPrepared';

const NOTHING_SAID: OfPreparation = { prepared: null, doubt: null };

/**
 * @param known whether the user is known, whatever the preparation does meanwhile (it may run again with another one); and
 *   the bucket, whatever runs under its workflow ID
 */
async function resultOfPreparation(
  preparations: Preparations,
  preparedBy: string,
  known: { readonly user: boolean; readonly bucket: boolean },
  tell: (said: Said) => void,
): Promise<OfPreparation> {
  let found: RunStatus;
  try {
    // One that was started again does not hide what it delivered before.
    found = await deliveredOrLatest(preparations, await latestOrScheduled(preparations, preparedBy), tell);
  } catch (error) {
    // Ended runs vanish with the retention of the namespace; the credentials are still there.
    if (error instanceof CommandError && error.type === 'NotFound') {
      return { prepared: null, doubt: 'gone' };
    }
    // A forged result, or a run that is no preparation, names nothing, and must not keep anybody from revoking credentials.
    const isForeign = error instanceof CommandError && known.bucket && error.type === 'InvalidInput';
    if (isForeign || (error instanceof CommandError && error.type === 'ResultNotAuthentic')) {
      tell(error.said);
      return NOTHING_SAID;
    }
    throw error;
  }
  switch (found.kind) {
    case 'open':
      if (known.user) {
        return NOTHING_SAID;
      }
      throw new CommandError(
        'StillRunning',
        phrase('command.nothingDelivered', {
          workflowId: named(preparedBy),
          cancel: `npx prep cancel ${runArgument(preparedBy)}`,
        }),
      );
    case 'ended':
      tellUnverified(found, tell);
      return ofResult(found.result);
    case 'failed':
      return found.type === ALREADY_PREPARED
        ? NOTHING_SAID
        : { prepared: null, doubt: { why: found.message, left: found.left, exitCode: EXIT.error } };
  }
}

/** One that only compares was delivered before, by a run that the server no longer has. */
function ofResult(result: EndedResult): OfPreparation {
  switch (result.outcome) {
    case 'prepared':
      return { prepared: result, doubt: null };
    case 'rejected':
    case 'approval timed out':
      return {
        prepared: null,
        doubt: { why: result.summary, left: undefined, exitCode: exitCodeWithout(result) },
      };
    default:
      return NOTHING_SAID;
  }
}
