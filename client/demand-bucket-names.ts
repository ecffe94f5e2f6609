import { ks3BucketProblem, ossBucketProblem } from '../contracts/inputs/bucket-names';
import { problemAt, problemLines } from '../contracts/inputs/problem-lines';
import { phrase } from '../presentation/words/words';
import { quoted } from '../presentation/text/foreign-text';
import { CommandError } from './command-error';

/**
 * Checks the names of buckets that a command lists by itself, without the schemas of inputs: a cloud that is asked for a
 * wrong one answers with something about its address.
 *
 * @throws CommandError `InvalidInput`
 */
export function demandBucketNames({ source, destination }: { source: string; destination?: string }): void {
  const found = [
    ['source.bucket', ks3BucketProblem(source), 'photos'],
    ['destination.bucket', destination === undefined ? null : ossBucketProblem(destination), 'photos-oss'],
  ] as const;
  const problems = found.flatMap(([path, problem, example]) =>
    problem === null ? [] : [problemAt(path, problem, example)],
  );
  if (problems.length > 0) {
    throw new CommandError('InvalidInput', phrase('command.invalidInput', { lines: problemLines(problems) }));
  }
}

/** Characters of a wrong name that are shown: a few more than a right one has. */
const MAX_SHOWN = 80;

/**
 * Checks a text that names a bucket on the command line, and so a run: from another one an ID would be made that no run has.
 *
 * @throws CommandError `InvalidInput`
 */
export function demandBucketName(
  name: string | undefined,
  refusal: 'command.notABucket' | 'schedule.notABucket' = 'command.notABucket',
): void {
  const problem = name === undefined ? null : ks3BucketProblem(name);
  if (problem !== null) {
    throw new CommandError('InvalidInput', phrase(refusal, { name: quoted(name ?? '', MAX_SHOWN), problem }));
  }
}
