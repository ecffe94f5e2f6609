import { durationMs, durationProblem } from '../contracts/duration';
import { MAX_REMARK_CHARACTERS } from '../contracts/inputs/input-limits';
import { isDayOrTime } from '../contracts/inputs/moment';
import type { Said } from '../presentation/words/phrase';
import { phrase } from '../presentation/words/words';
import { CommandError } from './command-error';

// Readers of what is given with an option. Each throws CommandError `InvalidInput`.

function refused(why: Said): CommandError {
  return new CommandError('InvalidInput', why);
}

/** One of a few words. */
export function choiceOption<Choice extends string>(
  option: string,
  choices: readonly Choice[],
): (text: string) => Choice {
  return (text) => {
    const chosen = choices.find((one) => one === text);
    if (chosen === undefined) {
      throw refused(phrase('command.notAChoice', { option, choices: choices.join(', ') }));
    }
    return chosen;
  };
}

/** A date or time, as an ISO 8601 time in UTC. */
export function dateOption(option: string): (text: string) => string {
  return (text) => {
    if (!isDayOrTime(text)) {
      throw refused(phrase('verify.notADate', { option }));
    }
    return new Date(text).toISOString();
  };
}

/** The digest of a plan, or of many, as it is shown. */
export function digestOption(text: string): string {
  const digest = text.trim().toLowerCase();
  if (!/^[0-9a-f]{64}$/.test(digest)) {
    throw refused(phrase('command.invalidDigest'));
  }
  return digest;
}

/** A duration in words, as milliseconds. */
export function durationOption(option: string): (text: string) => number {
  return (text) => {
    const why = durationProblem(text);
    if (why !== null) {
      throw refused(phrase('command.invalidDuration', { option, why }));
    }
    return durationMs(text) ?? 0;
  };
}

/** A comment or a reason, which a message holds up to a length. */
export function remarkOption(option: string): (text: string) => string {
  return (text) => {
    if (text.length > MAX_REMARK_CHARACTERS) {
      const limits = { characters: text.length, max: MAX_REMARK_CHARACTERS };
      throw refused(phrase('command.remarkTooLong', { option, ...limits }));
    }
    return text;
  };
}

/** A whole number from 1 to `max`. */
export function wholeNumber(option: string, max: number): (text: string) => number {
  return (text) => {
    const given = /^[1-9]\d*$/.test(text) ? Number(text) : Infinity;
    if (given > max) {
      throw refused(phrase('command.notANumber', { option, max }));
    }
    return given;
  };
}
