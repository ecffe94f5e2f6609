/** The members of a section of an input, which may be anything. */
export function membersOf(input: unknown, section: string): Readonly<Record<string, unknown>> {
  const { [section]: members } = Object(input) as Record<string, unknown>;
  return Object(members) as Record<string, unknown>;
}
