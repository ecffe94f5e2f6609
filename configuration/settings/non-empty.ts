/** An environment variable's value; one that is set to nothing counts as not set, as Compose files leave them. */
export function nonEmpty(value: string | undefined): string | undefined {
  return value === undefined || value === '' ? undefined : value;
}
