import type { S3Client } from '@aws-sdk/client-s3';
import type { ListOutcome } from '../listing/list-requests';

/**
 * Lets a command of the SDK start with the outcome of a request that was already sent, as if the SDK had sent it. Its
 * first attempt gets that answer, and the SDK decides the rest: what it means, whether to retry, the store's clock.
 *
 * @returns records the outcome for a command's input, before the command is sent
 */
export function beginWithOutcomes(client: S3Client): (input: object, outcome: ListOutcome) => void {
  const outcomes = new WeakMap<object, ListOutcome>();
  client.middlewareStack.add(
    (next) => (args) => {
      const outcome = outcomes.get(args.input);
      outcomes.delete(args.input);
      if (outcome === undefined) {
        return next(args);
      }
      return 'lost' in outcome
        ? Promise.reject(outcome.lost)
        : // The SDK's own middleware makes an output of it.
          Promise.resolve({ response: outcome.answer } as unknown as ReturnType<typeof next>);
    },
    { step: 'deserialize', priority: 'low', name: 'beginWithOutcomes' },
  );
  return (input, outcome) => outcomes.set(input, outcome);
}
