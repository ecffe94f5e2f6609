import { InvalidArgumentError } from 'commander';
import { personName } from '../contracts/person';

/** Reads the name of a person off the command line, as workflows take it. */
export function personArgument(text: string): string {
  const { data, error } = personName.safeParse(text);
  if (data === undefined) {
    throw new InvalidArgumentError(`It ${error?.issues[0]?.message ?? 'is no name'}.`);
  }
  return data;
}
