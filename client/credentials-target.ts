import type { Command } from 'commander';
import { named } from '../presentation/text/foreign-text';
import { defaultUserName, preparationWorkflowId } from '../contracts/names';
import { defaultDestination } from '../contracts/preparation-id';
import type { PreparedResult } from '../contracts/result';
import { CommandError } from './command-error';
import { orEarlierDelivery } from './earlier-delivery';
import type { Preparations } from './preparations';
import { standingOf, tellUnverified } from './run-status';
import type { RunName } from './which-run';

/** How a command names delivered credentials. */
export interface CredentialsName extends RunName {
  readonly user?: string | undefined;
  /** `create` where the preparation made a dedicated source AccessKey; `use` where it is to be left alone. */
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
  /** Its result, where the server still has it. */
  readonly prepared: PreparedResult | null;
  /** With what was made for it, as the options say, else the result. */
  readonly source: NamedSource;
}

/**
 * Finds the credentials that a preparation delivered: its RAM user is told by its result, else by the option, else it is
 * the one that the bucket stands for.
 *
 * @param tell is told where a result could not be verified
 * @throws CommandError `InvalidInput` where too little is named; `StillRunning` where nothing is delivered yet
 */
export async function findCredentials(
  preparations: Preparations,
  bucket: string | undefined,
  name: CredentialsName,
  tell: (said: string) => void,
): Promise<CredentialsTarget> {
  const { id, user } = name;
  if ((bucket === undefined) === (id === undefined)) {
    throw new CommandError(
      'InvalidInput',
      'Name the KS3 bucket that was prepared, or the workflow ID of its preparation with --id.',
    );
  }
  const preparedBy = id ?? preparationWorkflowId(bucket ?? '');
  const prepared = await resultOfPreparation(preparations, preparedBy, user !== undefined, tell);
  const asked = bucket ?? prepared?.source.bucket ?? /^prepare\/([a-z0-9.-]+)$/.exec(preparedBy)?.[1];
  if (asked === undefined) {
    throw new CommandError(
      'InvalidInput',
      `The server does not know any more what ${named(preparedBy)} prepared. Name the KS3 bucket instead, with --destination, --prefix and --user where they are not the usual ones.`,
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
  };
}

/** A result tells about its own user alone: with another one's credentials, its source AccessKey was not delivered. */
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

/** The options with which a command is told what a preparation made for the source, where its result has vanished. */
export function aboutSourceKey(command: Command): Command {
  return command
    .option('--destination <bucket>', 'OSS bucket of the preparation; default: as its result says')
    .option('--prefix <prefix>', 'KS3 prefix of the preparation; default: as its result says')
    .option(
      '--source-key <use|create>',
      '"create": the preparation made a dedicated source AccessKey; default: as its result says',
    )
    .option('--profile <name>', 'source profile of the worker configuration; default: as its result says');
}

/** @param userNamed the user is known, whatever the preparation does meanwhile (it may run again with another one) */
async function resultOfPreparation(
  preparations: Preparations,
  preparedBy: string,
  userNamed: boolean,
  tell: (said: string) => void,
): Promise<PreparedResult | null> {
  const standing = await standingOf(preparations, preparedBy).catch((error: unknown) => {
    // Ended runs vanish with the retention of the namespace; the credentials are still there.
    if (error instanceof CommandError && error.type === 'NotFound') {
      return null;
    }
    // What somebody made up names nothing; and it must not keep anybody from taking credentials back.
    if (error instanceof CommandError && error.type === 'ResultNotAuthentic') {
      tell(error.message);
      return null;
    }
    throw error;
  });
  // One that was started again does not hide what it delivered before.
  const told = standing === null ? null : await orEarlierDelivery(preparations, standing);
  switch (told?.kind) {
    case 'open':
      if (userNamed) {
        return null;
      }
      throw new CommandError(
        'StillRunning',
        `${named(preparedBy)} has not delivered anything yet. To end it, reject or cancel it: it removes what it made.`,
      );
    case 'ended':
      tellUnverified(told, tell);
      return told.result.outcome === 'prepared' ? told.result : null;
    case 'failed':
    case undefined:
      return null;
  }
}
