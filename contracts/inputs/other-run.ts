import { phrase } from '../../presentation/words/words';
import { namedRun, withoutFiring } from '../names';
import { problemAt, type InputProblem } from './problem-lines';

/**
 * What is wrong with a workflow ID that says its run is another one than its input describes: people find runs by their
 * IDs. An ID may continue behind the right one, as those of a Schedule do, but not so that it is the ID of another name:
 * `prepare/photos-2` is that of bucket `photos-2`. An ID in no form of ours says nothing.
 *
 * @param right the ID that follows from the input; that of a fleet, which may have any name, has none
 */
export function otherRunProblems(workflowId: string, right: string): InputProblem[] {
  const [named, own] = [namedRun(workflowId), namedRun(right)];
  if (named === null || own === null || (named.type === own.type && continues(named.name, own.name))) {
    return [];
  }
  const name = withoutFiring(named.name);
  if (named.type !== own.type) {
    const instead = own.name === '' ? `${right}${name === '' ? 'NAME' : name}` : right;
    const types = { named: named.type, type: own.type };
    return [problemAt('', phrase('input.otherKind', { workflowId, ...types, right: instead }))];
  }
  if (own.type === 'revokeCredentials' || own.type === 'rotateCredentials') {
    const user = own.name.slice(own.name.lastIndexOf('/') + 1);
    return [problemAt('', phrase('input.otherUser', { workflowId, user, right }))];
  }
  const problem = phrase('input.otherBucket', { workflowId, bucket: own.name, right });
  return [problemAt('source.bucket', problem, name === '' ? undefined : { source: { bucket: name } })];
}

/** Behind a name, something that no bucket and no user is called. */
const BEHIND = /^(?![\w.-])/;

/** @param own empty if any name is right */
function continues(name: string, own: string): boolean {
  return own === '' || (name.startsWith(own) && BEHIND.test(withoutFiring(name).slice(own.length)));
}
