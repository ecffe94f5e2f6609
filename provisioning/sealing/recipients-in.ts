import type { Parsed } from '../../contracts/inputs/input-problems';
import { problemAt, type InputProblem } from '../../contracts/inputs/problem-lines';
import { recipientProblems } from './sealing';

/** An input of a preparation, whatever else is wrong with it, and what leads to it in paths: empty or `buckets.3.`. */
export interface InputAt {
  readonly at: string;
  readonly input: unknown;
}

/** A checked input, with what is wrong with its recipients beside what the contract refuses: both are said at once. */
export async function withRecipients<T>(parsed: Parsed<T>, inputs: readonly InputAt[]): Promise<Parsed<T>> {
  const known = parsed.ok ? [] : parsed.problems;
  const problems = await withRecipientProblems(known, inputs);
  return problems.length === known.length ? parsed : { ok: false, problems };
}

/** What the contract refuses, and what is wrong with the recipients beside it. */
export async function withRecipientProblems(
  known: readonly InputProblem[],
  inputs: readonly InputAt[],
): Promise<readonly InputProblem[]> {
  const paths = new Set(known.map(({ path }) => path));
  const more = (await problemsIn(inputs)).filter(({ path }) => !paths.has(path));
  return [...known, ...more];
}

async function problemsIn(inputs: readonly InputAt[]): Promise<InputProblem[]> {
  const named = inputs.flatMap(({ at, input }) =>
    recipientsOf(input).map((recipient, index) => ({
      path: `${at}credentials.recipients.${index}`,
      recipient,
    })),
  );
  // Rows name the same ones again and again.
  const distinct = [...new Set(named.map(({ recipient }) => recipient))];
  const wrong = new Map(
    (await recipientProblems(distinct)).map(({ index, problem }) => [distinct[index], problem]),
  );
  return named.flatMap(({ path, recipient }) => {
    const problem = wrong.get(recipient);
    return problem === undefined ? [] : [problemAt(path, problem, 'age1…')];
  });
}

function recipientsOf(input: unknown): string[] {
  const { credentials } = Object(input) as { readonly credentials?: unknown };
  const { recipients } = Object(credentials) as { readonly recipients?: unknown };
  return Array.isArray(recipients) && recipients.every((one) => typeof one === 'string') ? recipients : [];
}
