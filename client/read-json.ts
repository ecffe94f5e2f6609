import type * as JsoncParser from 'jsonc-parser';
import type { ParseError } from 'jsonc-parser';
import type { Phrase, Said } from '../presentation/words/phrase';
import { phrase } from '../presentation/words/words';
import type { CommandContext } from './command-context';
import { CommandError } from './command-error';
import { readText } from './read-text';

/** What keyboards and editors write instead of the signs of JSON. */
const LOOKALIKES: Readonly<Record<string, string>> = {
  '“': '"',
  '”': '"',
  '„': '"',
  '＂': '"',
  '‘': '"',
  '’': '"',
  "'": '"',
  '：': ':',
  '，': ',',
  '、': ',',
  '｛': '{',
  '｝': '}',
  '［': '[',
  '］': ']',
};

/**
 * The value of a JSON text that a user gives.
 *
 * @param file a path, or `-` for standard input
 * @throws CommandError `InvalidInput`
 */
export async function readJson(file: string, readStdin: CommandContext['readStdin']): Promise<unknown> {
  return parseJson(await readText(file, readStdin), file === '-' ? null : file);
}

/**
 * The value of a JSON text.
 *
 * @param file it is from; null for standard input
 * @throws CommandError `InvalidInput` with the place and what is wrong there. It quotes nothing else: a file that was named by
 *   mistake may hold a secret
 */
export function parseJson(text: string, file: string | null): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new CommandError('InvalidInput', phrase('command.notJson', { file, why: whatIsWrong(text) }));
  }
}

/** By the names of the parser's codes; of any other, the sign itself is wrong. */
const PROBLEMS: Readonly<Record<string, Phrase>> = {
  PropertyNameExpected: phrase('json.name'),
  ValueExpected: phrase('json.value'),
  ColonExpected: phrase('json.colon'),
  CommaExpected: phrase('json.comma'),
  CloseBraceExpected: phrase('json.unclosed', { sign: '}' }),
  CloseBracketExpected: phrase('json.unclosed', { sign: ']' }),
  EndOfFileExpected: phrase('json.more'),
  InvalidCommentToken: phrase('json.comment'),
  UnexpectedEndOfComment: phrase('json.comment'),
  UnexpectedEndOfString: phrase('json.string'),
  InvalidCharacter: phrase('json.control'),
  InvalidEscapeCharacter: phrase('json.escape'),
  InvalidUnicode: phrase('json.escape'),
};

function whatIsWrong(text: string): Said | null {
  if (text.trim() === '') {
    return phrase('json.empty');
  }
  const { parse, printParseErrorCode } = require('jsonc-parser') as typeof JsoncParser;
  const errors: ParseError[] = [];
  parse(text, errors, { disallowComments: true });
  const [first] = errors;
  if (first === undefined) {
    return null;
  }
  const before = text.slice(0, first.offset);
  const column = Array.from(before.slice(before.lastIndexOf('\n') + 1)).length + 1;
  const problem =
    problemAt(first.offset, text) ?? PROBLEMS[printParseErrorCode(first.error)] ?? phrase('json.symbol');
  return phrase('json.at', { line: before.split('\n').length, column, problem });
}

/** What the sign at a place says better than the parser. */
function problemAt(offset: number, text: string): Phrase | null {
  const [sign = ''] = Array.from(text.slice(offset, offset + 2));
  const meant = LOOKALIKES[sign];
  if (meant !== undefined) {
    return phrase('json.lookalike', { sign, meant });
  }
  const isClosed = /[}\]]/.test(sign);
  return isClosed && text.slice(0, offset).trimEnd().endsWith(',') ? phrase('json.extraComma') : null;
}
