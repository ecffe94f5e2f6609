import { fleetNameOf, fleetWorkflowId } from '../../contracts/names';
import { phrase } from '../../presentation/words/words';
import { CommandError } from '../command-error';

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
