const DAY = /^\d{4}-\d{2}-\d{2}$/;
/** To the nanosecond at most, with its zone; a day ends at 24:00. */
const TIME_OF_DAY =
  /^T(([01]\d|2[0-3]):[0-5]\d(:[0-5]\d(\.\d{1,9})?)?|24:00(:00(\.0{1,9})?)?)(Z|[+-]([01]\d|2[0-3]):[0-5]\d)$/;
const DAY_LENGTH = 10;

/** Whether a text is a day of the calendar, such as `2026-03-01`. */
export function isDay(text: string): boolean {
  const midnight = DAY.test(text) ? Date.parse(text) : Number.NaN;
  // `Date.parse` takes the 30th of February for the 2nd of March.
  return !Number.isNaN(midnight) && new Date(midnight).toISOString().startsWith(text);
}

/** Whether a text is a time with its zone (ISO 8601) on a day of the calendar, such as `2026-03-01T18:00:00+08:00`. */
export function isTime(text: string): boolean {
  return isDay(text.slice(0, DAY_LENGTH)) && TIME_OF_DAY.test(text.slice(DAY_LENGTH));
}

/** A day begins at midnight UTC. */
export function isDayOrTime(text: string): boolean {
  return isDay(text) || isTime(text);
}
