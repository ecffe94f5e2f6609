import { contentCheckOf, contentPrice } from '../../contracts/migration/content-check';
import type { ContentCheck } from '../../contracts/migration/verification';
import { phrase } from '../../presentation/words/words';
import { CommandError } from '../command-error';
import type { CommandContext } from '../command-context';
import type { VerificationView } from './verification-view';

/** Says what comparing contents costs, and asks whether to do it. @param objects null if nobody has counted them yet */
export type ContentQuestion = (check: ContentCheck, objects: number | null) => Promise<boolean>;

interface QuestionOptions {
  readonly deep?: string;
  readonly yes?: true;
  readonly json?: boolean;
}

/**
 * @throws CommandError `InvalidInput` at once if nobody can be asked: a price that no one has seen is not paid
 */
export function contentQuestion(
  { deep, yes, json }: QuestionOptions,
  { ask, terminal, words, tell, say }: CommandContext,
  view: VerificationView,
): ContentQuestion {
  if (deep !== undefined && yes !== true && (ask === undefined || json === true)) {
    throw new CommandError('InvalidInput', phrase('verify.deepNeedsYes'));
  }
  return async (check, objects) => {
    const said = contentPrice(check, objects);
    view.end();
    if (yes === true || ask === undefined) {
      if (json !== true) {
        tell(said);
      }
      return true;
    }
    const answer = (await ask(`${say(said)} ${words.verification.askDeep} `)).trim();
    const agreed = /^(y|yes|是)$/i.test(answer);
    if (!agreed) {
      terminal.warn(words.verification.deepDeclined);
    }
    return agreed;
  };
}

/** Reads `--deep`. @throws CommandError `InvalidInput` */
export function deepOption(text: string): string {
  if (contentCheckOf(text) === null) {
    throw new CommandError('InvalidInput', phrase('verify.notDeep'));
  }
  return text;
}
