import { defaultUserName, sourceRotationOf } from '../../contracts/names';
import { shellWord } from '../../contracts/run-commands';
import type { Said } from '../../presentation/words/phrase';
import { membersOf } from './members-of';
import type { RunState } from './preparations';
import { phrase } from '../../presentation/words/words';

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
  if (type === 'rotateCredentials') {
    const reader = sourceRotationOf(workflowId);
    const whose = reader === null ? option('--user', user) : ['--source', '--user', shellWord(reader)];
    return {
      what: phrase('command.leftByRotation'),
      command: commandOf(['rotate'], bucket, whose),
    };
  }
  if (type === 'migrateBucket') {
    const { round } = Object(input) as { round?: unknown };
    const again = typeof round === 'number' ? ['--round', String(round)] : [];
    return { what: phrase('command.leftByMigration'), command: commandOf(['migrate'], bucket, again) };
  }
  if (type !== 'prepareMigration' && type !== 'revokeCredentials') {
    return null;
  }
  const options = [
    ...option('--user', user ?? (typeof bucket === 'string' ? defaultUserName(bucket) : undefined)),
    ...option('--destination', membersOf(input, 'destination')['bucket']),
    ...option('--prefix', source['prefix']),
    ...option('--source-key', source['accessKey']),
    ...option('--profile', source['profile']),
  ];
  return {
    what: phrase(type === 'revokeCredentials' ? 'command.leftByRevocation' : 'command.leftByPreparation'),
    command: commandOf(['revoke'], bucket, [...options, '--now', '--wait']),
  };
}

function commandOf(command: readonly string[], bucket: unknown, options: readonly string[]): string | null {
  return typeof bucket === 'string' && bucket !== ''
    ? ['npx prep', ...command, shellWord(bucket), ...options].join(' ')
    : null;
}

function option(flag: string, value: unknown): string[] {
  return typeof value === 'string' && value !== '' ? [flag, shellWord(value)] : [];
}
