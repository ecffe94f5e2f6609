import type { KeyBytes } from '../pages/key-bytes';

/** What may part a year from a month: a sign or a wide character, a `/`, and the name of a column, as in `/month=`. */
const BETWEEN = String.raw`(?:[-_.:T ]|[\u0080-\u00ff]{3})?(?:/(?:[a-z]+=)?)?`;
/** A month, a day, an hour, a minute and a second, their tens in a group each. */
const UNITS = ['(?!00)(0|1(?=[0-2]))', '(?!00)([0-2]|3(?=[01]))', '([01]|2(?=[0-3]))', '([0-5])', '([0-5])'];
/** A date, as far as it goes, and what lies behind it. */
const DATE = new RegExp(
  String.raw`(?<!\d)(?:19|20)(\d)\d${UNITS.reduceRight((rest, unit) => String.raw`(?:${BETWEEN}${unit}\d${rest})?`, '')}(?!\d)`,
  'dg',
);
/** The last of each by its two digits, of a year those of its decade: another decade is not expected. */
const LAST = ['29', '12', '31', '23', '59', '59'];
/** The end of a folder's path that can hold the beginning of a date. */
const NEAR = 48;
/** The name of a column that may stand before, and what stands behind a name that is nothing but a month or such. */
const [COLUMN, NOTHING_MORE] = [/^(?:[a-z]+=)?$/, /^(?:[\u0080-\u00ff]{3})?\/$/];

/** The tens of a month, a day and so on in a name, or of a year within its century. */
interface Tens {
  readonly unit: number;
  /** How many bytes of the name stand before them. */
  readonly at: number;
  /** The largest that they can be, as a symbol. */
  readonly most: number;
}

/** The digits of a date in a name. */
export interface CalendarDigits {
  readonly tens: readonly Pick<Tens, 'at' | 'most'>[];
  /** The last name by the calendar, or one behind it; null where others may follow. */
  readonly last: KeyBytes | null;
}

/** The digits of a date in a name of a folder, whose path may hold the date's beginning; null where there is none. */
export function calendarDigitsOf(folder: KeyBytes, name: KeyBytes): CalendarDigits | null {
  const before = folder.slice(-NEAR);
  for (const { indices = [] } of (before + name).matchAll(DATE)) {
    const tens = LAST.flatMap((last, unit): Tens[] => {
      const at = (indices[unit + 1]?.[0] ?? -1) - before.length;
      return at < 0 ? [] : [{ unit, at, most: Math.max(last.charCodeAt(0), name.charCodeAt(at)) }];
    });
    if (tens[0] !== undefined) {
      return { tens, last: lastOf(name, tens[0]) };
    }
  }
  return null;
}

/** The last name of those that begin with such a part of a date. */
function lastOf(name: KeyBytes, { unit, at, most }: Tens): KeyBytes | null {
  if (!COLUMN.test(name.slice(0, unit === 0 ? at - 2 : at))) {
    return null;
  }
  const last = name.slice(0, at) + String.fromCharCode(most) + (LAST[unit] as string).slice(1);
  return NOTHING_MORE.test(name.slice(at + 2)) ? last : `${last}~`;
}
