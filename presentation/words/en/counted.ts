/**
 * A count with its noun: `1 object`, `1,234 objects`.
 *
 * @param count as it is to be shown
 */
export function counted(count: string | number, one: string, many = `${one}s`): string {
  return `${count} ${agreeing(count, one, many)}`;
}

/** The word that agrees with a count: `1 object is`, `2 objects are`. */
export function agreeing(count: string | number, one: string, many: string): string {
  return String(count) === '1' ? one : many;
}
