import { phrase, type Words } from '../../presentation/words/words';
import { openSealed } from '../../provisioning/sealing/sealing';
import type { LifecycleResult, RotatedKeyKind } from '../../contracts/credentials/credential-lifecycle';
import type { PreparationResult, SealedCredentials } from '../../contracts/runs/result';
import type { SignIn } from '../../contracts/credentials/provisioning';
import { alignedLines, type Row } from '../../presentation/report/aligned-lines';
import { parseJson } from '../read-json';
import { CommandError } from '../command-error';
import { exitCodeWithout } from '../runs/run-status';

/** What the recipient needs to sign in and to fill the form. Plain: never log it. */
export interface OpenedCredentials {
  /** The cloud whose account and user these are. */
  readonly cloud: 'Alibaba Cloud' | 'Kingsoft Cloud';
  /** Null if the cloud does not say. */
  readonly accountId: string | null;
  readonly userName: string;
  readonly signInName: string | null;
  readonly signInLink: string | null;
  readonly password: string | null;
  readonly accessKeyId: string | null;
  readonly accessKeySecret: string | null;
  /** Of the dedicated AccessKey of the source; null if the configured one is used. */
  readonly sourceAccessKeyId: string | null;
  readonly sourceAccessKeySecret: string | null;
  /** With which a key that replaces another one is confirmed; null for a preparation. */
  readonly confirmationCode: string | null;
}

/** What holds sealed credentials: the result of a preparation or a rotation, or what a running rotation answers. */
export interface Openable {
  /** Which key a rotation issued; absent for a preparation. */
  readonly key?: RotatedKeyKind | undefined;
  readonly account: {
    readonly accountId: string | null;
    readonly userName: string;
    readonly signIn?: SignIn | null;
    readonly accessKeyId: string | null;
  };
  readonly sealedCredentials: SealedCredentials;
}

/**
 * The part of a result that can be opened.
 *
 * @throws CommandError `NoResult` if the run issued nothing
 */
export function openableOf(result: PreparationResult | LifecycleResult): Openable {
  if (result.outcome === 'prepared' || result.outcome === 'rotated') {
    return result;
  }
  throw new CommandError(
    'NoResult',
    phrase('command.nothingToOpen', { summary: result.summary }),
    exitCodeWithout(result),
  );
}

/**
 * Opens sealed credentials.
 *
 * @throws PrepError `SealedTextUnreadable`
 */
export async function openCredentials(
  { key: kind = 'oss', account, sealedCredentials }: Openable,
  identities: readonly string[],
): Promise<OpenedCredentials> {
  const logon = await opened(sealedCredentials.password, identities);
  const key = await opened(sealedCredentials.accessKey, identities);
  const sourceKey = await opened(sealedCredentials.sourceAccessKey, identities);
  return {
    cloud: kind === 'oss' ? 'Alibaba Cloud' : 'Kingsoft Cloud',
    accountId: account.accountId,
    userName: account.userName,
    signInName: logon?.['userPrincipalName'] ?? account.signIn?.userPrincipalName ?? null,
    signInLink: logon?.['signInUrl'] ?? account.signIn?.url ?? null,
    password: logon?.['password'] ?? null,
    accessKeyId: kind === 'oss' ? (key?.['accessKeyId'] ?? account.accessKeyId) : null,
    accessKeySecret: key?.['accessKeySecret'] ?? null,
    sourceAccessKeyId: sourceKey?.['accessKeyId'] ?? null,
    sourceAccessKeySecret: sourceKey?.['accessKeySecret'] ?? null,
    confirmationCode: key?.['confirmationCode'] ?? sourceKey?.['confirmationCode'] ?? null,
  };
}

/**
 * Reads a result that `npx prep report --format json` saved.
 *
 * @throws CommandError `InvalidInput`
 */
export function parseResult(file: string, text: string): PreparationResult | LifecycleResult {
  const parsed = parseJson(text, file);
  const { outcome, sealedCredentials, account } = Object(parsed) as Partial<Openable> & { outcome?: string };
  if (
    outcome === undefined ||
    (['prepared', 'rotated'].includes(outcome) && (sealedCredentials === undefined || account === undefined))
  ) {
    throw new CommandError('InvalidInput', phrase('command.notAResult', { file }));
  }
  return parsed as PreparationResult | LifecycleResult;
}

/** The credentials in two columns, for a terminal or a private file. */
export function credentialsText(credentials: OpenedCredentials, { terminal }: Words): string {
  const { opened: names } = terminal;
  const rows: (readonly [string, string | null])[] = [
    [names.account, credentials.accountId],
    [credentials.cloud === 'Alibaba Cloud' ? names.ramUser : names.iamUser, credentials.userName],
    [names.signInLink, credentials.signInLink],
    [names.signInName, credentials.signInName],
    [names.password, credentials.password],
    [names.accessKeyId, credentials.accessKeyId],
    [names.accessKeySecret, credentials.accessKeySecret],
    [names.sourceAccessKeyId, credentials.sourceAccessKeyId],
    [names.sourceAccessKeySecret, credentials.sourceAccessKeySecret],
    [names.confirmationCode, credentials.confirmationCode],
  ];
  return alignedLines(
    rows.filter((row): row is Row => row[1] !== null),
    '',
  ).join('\n');
}

async function opened(
  sealed: string | null,
  identities: readonly string[],
): Promise<Readonly<Record<string, string>> | null> {
  return sealed === null
    ? null
    : (JSON.parse(await openSealed(sealed, identities)) as Record<string, string>);
}
