import {
  defaultUserName,
  migrationWorkflowId,
  preparationWorkflowId,
  sourceRotationOf,
} from '../../contracts/names';
import { shellWord } from '../../presentation/text/shell-word';
import type { Said } from '../../presentation/words/phrase';
import { membersOf } from './members-of';
import type { RunState } from './preparations';
import { phrase } from '../../presentation/words/words';

const BITS_PER_MEGABIT = 1_000_000;

/** What a run may have left that the server ended: it had no time to clean up. */
export interface LeftBehind {
  readonly what: Said;
  /** Removes it, or shows what there is; null if the run's input does not say what it was about. */
  readonly command: string | null;
}

/**
 * What a terminated or timed-out run may have left, and the command that cleans it up; null for a run that creates
 * nothing.
 *
 * @param input of the run, as it came; it may be anything
 */
export function leftBehind(
  { workflowId, type }: Pick<RunState, 'workflowId' | 'type'>,
  input: unknown,
): LeftBehind | null {
  const source = membersOf(input, 'source');
  const [bucket, user] = [source['bucket'], membersOf(input, 'ramUser')['name']];
  const scope = [
    ...option('--destination', membersOf(input, 'destination')['bucket']),
    ...option('--prefix', source['prefix']),
  ];
  if (type === 'rotateCredentials') {
    const which =
      sourceRotationOf(workflowId) === null
        ? []
        : ['--source', '--source-key', 'create', ...option('--profile', source['profile'])];
    return {
      what: phrase('command.leftByRotation'),
      command: commandOf(['rotate'], bucket, [...which, ...option('--user', user), ...scope]),
    };
  }
  if (type === 'migrateBucket') {
    return {
      what: phrase('command.leftByMigration'),
      command: commandOf(['migrate'], bucket, migrateOptions(workflowId, input)),
    };
  }
  if (type !== 'prepareMigration' && type !== 'revokeCredentials') {
    return null;
  }
  const options = [
    ...option('--user', user ?? (typeof bucket === 'string' ? defaultUserName(bucket) : undefined)),
    ...scope,
    ...option('--source-key', source['accessKey']),
    ...option('--profile', source['profile']),
  ];
  return {
    what: phrase(type === 'revokeCredentials' ? 'command.leftByRevocation' : 'command.leftByPreparation'),
    command: commandOf(['revoke'], bucket, [...options, '--now', '--wait']),
  };
}

type MigrationTerms = Readonly<
  Partial<Record<'overwrite' | 'maxBandwidth' | 'maxFilesPerSecond' | 'round' | 'verify', unknown>>
>;

/** The options that make another migration the same: it then finds what was created. */
function migrateOptions(workflowId: string, input: unknown): string[] {
  const { bucket = '', accessKey } = membersOf(input, 'source') as { bucket?: string; accessKey?: unknown };
  const { workflowId: prepared } = membersOf(input, 'preparation');
  const { overwrite, maxBandwidth, maxFilesPerSecond, round, verify } = Object(input) as MigrationTerms;
  const megabits = Number(maxBandwidth) / BITS_PER_MEGABIT;
  return [
    ...(workflowId === migrationWorkflowId(bucket) ? [] : option('--id', workflowId)),
    ...(prepared === preparationWorkflowId(bucket) ? [] : option('--prepared', prepared)),
    ...(accessKey === 'use' ? ['--source-key', 'use'] : []),
    ...option('--overwrite', overwrite),
    ...numberOption('--max-bandwidth', megabits),
    ...numberOption('--max-files', maxFilesPerSecond),
    ...numberOption('--round', round),
    ...option('--every', membersOf(input, 'rounds')['every']),
    ...(verify === false ? ['--no-verify'] : []),
  ];
}

function numberOption(flag: string, value: unknown): string[] {
  return Number.isInteger(value) ? [flag, String(value)] : [];
}

function commandOf(command: readonly string[], bucket: unknown, options: readonly string[]): string | null {
  return typeof bucket === 'string' && bucket !== ''
    ? ['npx prep', ...command, shellWord(bucket), ...options].join(' ')
    : null;
}

function option(flag: string, value: unknown): string[] {
  return typeof value === 'string' && value !== '' ? [flag, shellWord(value)] : [];
}
