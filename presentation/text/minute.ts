const TIME = /^(\d{4}-\d\d-\d\d)T(\d\d:\d\d)/;

/** `2026-11-27T05:01:37.514Z` as `2026-11-27 05:01 UTC`; what is no time stays as it is. */
export function minute(time: string): string {
  const [, day, clock] = TIME.exec(time) ?? [];
  return day === undefined || clock === undefined ? time : `${day} ${clock} UTC`;
}
