import { humanCount } from '../../presentation/text/human-units';
import type { Phrase } from '../../presentation/words/phrase';
import { phrase } from '../../presentation/words/words';
import type { ContentCheck } from './verification';

/** Most objects that are chosen one by one; more are better given as a share. */
const MAX_SAMPLED_OBJECTS = 10_000;

const FORM = /^(\d{1,5}|\d{1,3}(\.\d{1,6})?%|all)$/;

/** What `1000`, `5%` or `all` asks for; null if it is none of these. */
export function contentCheckOf(text: string): ContentCheck | null {
  if (!FORM.test(text)) {
    return null;
  }
  if (text === 'all') {
    return { share: 1 };
  }
  const number = Number(text.replace('%', ''));
  if (text.endsWith('%')) {
    return number > 0 && number <= 100 ? { share: number / 100 } : null;
  }
  return number > 0 && number <= MAX_SAMPLED_OBJECTS ? { objects: number } : null;
}

/** The text that asks for a check. */
export function contentCheckText(check: ContentCheck): string {
  return 'objects' in check ? String(check.objects) : check.share === 1 ? 'all' : percentOf(check.share);
}

const percentOf = (share: number): string => `${Number((share * 100).toFixed(6))}%`;

const PAGE_KEYS = 1000;

/**
 * Says how many requests comparing contents takes on both sides together, at most.
 *
 * @param objects on the side that has more; null if nobody has counted them yet
 */
export function contentPrice(check: ContentCheck, objects: number | null): Phrase {
  if ('share' in check && objects === null) {
    return phrase('verify.deepShare', { percent: percentOf(check.share) });
  }
  const compared =
    'share' in check
      ? Math.ceil(check.share * (objects ?? 0))
      : Math.min(check.objects, objects ?? Number.POSITIVE_INFINITY);
  return phrase('verify.deepPrice', {
    heads: humanCount(2 * compared),
    lists: 'share' in check ? humanCount(2 * Math.ceil((objects ?? 0) / PAGE_KEYS)) : null,
  });
}
