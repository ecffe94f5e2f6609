import { fleetNameOf, fleetWorkflowId } from '../../contracts/names';
import { named } from '../../presentation/text/foreign-text';
import { phrase } from '../../presentation/words/words';
import { CommandError } from '../command-error';

/**
 * The name of a fleet that is to be started, as its workflow ID will have it: `batch/NAME`.
 *
 * @throws CommandError `InvalidInput`
 */
export function fleetName(given: string): string {
  const name = given.replace(/^batch\//, '');
  if (!/^[\w.-]{1,100}$/.test(name)) {
    throw new CommandError('InvalidInput', phrase('fleet.badName', { name: named(given) }));
  }
  return name;
}

/**
 * The workflow ID of the fleet that a command is about: of a name, or the one given.
 *
 * @throws CommandError `InvalidInput` if neither is given, or both
 */
export function fleetIdOf(name: string | undefined, { id }: { readonly id?: string }): string {
  if ((name === undefined) === (id === undefined)) {
    throw new CommandError('InvalidInput', phrase('fleet.nameOrId'));
  }
  return id ?? fleetWorkflowId(fleetNameOf(name ?? ''));
}
