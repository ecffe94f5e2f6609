import { phrase } from '../../presentation/words/words';
import type { Phrase } from '../../presentation/words/phrase';

export { abridged } from '../../presentation/text/abridged';

/** What an input of a workflow may take as JSON; one that names everything there is takes a tenth of it. */
export const MAX_INPUT_BYTES = 64 * 1024;
/** The same for a signal or an update: the longest remark and signature take half of it. */
export const MAX_MESSAGE_BYTES = 16 * 1024;
/** A comment or a reason in a message. */
export const MAX_REMARK_CHARACTERS = 2000;
/** No schema is deeper than five. */
const MAX_DEPTH = 32;
const [BRACKETS, COLON] = [2, 1];

/** The input of a fleet: Temporal takes 2 MiB, and its state has to fit beside it. */
export const MAX_FLEET_INPUT_BYTES = 1024 * 1024;
/** A record of each is carried on when the history of a fleet becomes long; see docs/fleets.md. */
export const MAX_FLEET_BUCKETS = 10_000;

export const MAX_RECIPIENTS = 16;
/** A post-quantum recipient of age has some 2,000. */
export const MAX_RECIPIENT_CHARACTERS = 4096;
export const MAX_APPROVERS = 100;
/** RAM attaches no more custom policies to a user, and no more system policies. */
export const MAX_POLICIES = 20;
/** A bucket of OSS has 20, one of which is the preparation's mark. */
export const MAX_TAGS = 19;

/**
 * What is wrong with the size or the depth of parsed JSON, or null. It stops as soon as a limit is passed, needs no
 * stack however deep the value is, and has to come before anything that looks at each member.
 */
export function sizeProblem(value: unknown, maxBytes: number): Phrase | null {
  let left = maxBytes;
  const open: { value: unknown; depth: number }[] = [{ value, depth: 1 }];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { value: one, depth } = next;
    if (typeof one !== 'object' || one === null) {
      left -= scalarBytes(one, left);
    } else if (depth > MAX_DEPTH) {
      return phrase('input.tooDeep', { levels: MAX_DEPTH });
    } else {
      const isList = Array.isArray(one);
      left -= BRACKETS;
      let comma = 0;
      for (const name in one) {
        if (left < 0) {
          break;
        }
        left -= comma + (isList ? 0 : scalarBytes(name, left) + COLON);
        comma = 1;
        open.push({ value: (one as Record<string, unknown>)[name], depth: depth + 1 });
      }
    }
    if (left < 0) {
      return phrase('input.tooLarge', { kib: maxBytes / 1024 });
    }
  }
  return null;
}

/** Bytes of a scalar in JSON; for a text that does not fit whatever is in it, just its length. */
function scalarBytes(value: unknown, left: number): number {
  if (typeof value !== 'string') {
    return String(value).length;
  }
  return value.length > left ? value.length : new TextEncoder().encode(JSON.stringify(value)).length;
}
