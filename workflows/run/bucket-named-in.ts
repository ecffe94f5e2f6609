/** The bucket as an input names it, for the title of the details before the input is validated. */
export function bucketNamedIn(input: unknown): string {
  const { source } = Object(input) as { source?: unknown };
  const { bucket } = Object(source) as { bucket?: unknown };
  return typeof bucket === 'string' ? bucket.slice(0, 63) : '';
}
