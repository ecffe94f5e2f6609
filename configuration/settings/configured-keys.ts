import { problemAt, type InputProblem } from '../../contracts/inputs/problem-lines';
import { Secret } from '../../contracts/credentials/secret';
import { accessKeyProblem } from './access-key-form';
import { placesOf } from './places-of';
import { fileExample } from './secret-reference';

/** Where AccessKeys are configured. */
const KEYS = [
  { place: 'source.*', id: 'access_key_id', token: 'session_token', cloud: 'kingsoft' },
  { place: 'source.*', id: 'iam_access_key_id', token: null, cloud: 'kingsoft' },
  { place: 'alibaba', id: 'access_key_id', token: 'security_token', cloud: 'alibaba' },
] as const;

/** What is wrong with the AccessKeys of a configuration whose secrets have been read. */
export function accessKeyProblems(content: Readonly<Record<string, unknown>>): InputProblem[] {
  return KEYS.flatMap(({ place, id, token, cloud }) =>
    placesOf(content, place).flatMap(({ table, setting }) => {
      const name = id.replace(/_id$/, '_secret');
      const value = table[name];
      const secret = value instanceof Secret ? value : undefined;
      const found = accessKeyProblem({
        cloud,
        id: table[id],
        secret,
        token: token !== null && table[token] !== undefined,
      });
      if (found === null) {
        return [];
      }
      return found.part === 'id'
        ? [problemAt(`${setting}.${id}`, found.problem, cloud === 'alibaba' ? 'LTAI…' : 'AKLT…')]
        : [{ path: `${setting}.${name}`, problem: found.problem, example: fileExample(name) }];
    }),
  );
}
