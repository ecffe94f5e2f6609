/** How a setting is that is on or off; null if nobody knows. */
export function switched(on: boolean | null): string {
  return on === null ? 'unknown' : on ? 'on' : 'off';
}
