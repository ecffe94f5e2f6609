import type { Said } from '../phrase';
import type { Say } from '../phrase';

/** What is wrong with a text that is no JSON. */
export const json = {
  empty: 'it is empty',
  at: ({ line, column, problem }: { line: number; column: number; problem: Said }, say: Say) =>
    `line ${line}, column ${column}: ${say(problem)}`,
  lookalike: ({ sign, meant }: { sign: string; meant: string }) => `JSON has no ${sign}; write ${meant}`,
  extraComma: 'a comma before it is one too many',
  name: 'the name of a field is expected, in double quotes',
  value: 'a value is expected',
  colon: 'a colon is expected',
  comma: 'a comma is expected',
  unclosed: ({ sign }: { sign: string }) => `a closing ${sign} is missing`,
  more: 'something follows the end of the JSON',
  comment: 'JSON has no comments',
  string: 'a closing double quote is missing',
  control: 'a tab or another control character in a text must be written as an escape, such as \\t',
  escape: 'JSON has no such escape; a backslash is written \\\\',
  symbol: 'a text must be in double quotes',
};
