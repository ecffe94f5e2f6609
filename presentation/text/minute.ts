/** `2026-11-27T05:01:37.514Z` as `2026-11-27 05:01 UTC`. */
export function minute(time: string): string {
  return `${time.slice(0, 16).replace('T', ' ')} UTC`;
}
