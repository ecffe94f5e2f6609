/** The tables that a path refers to; `*` matches any name or position. */
export function placesOf(
  content: Readonly<Record<string, unknown>>,
  path: string,
): { table: Record<string, unknown>; setting: string }[] {
  const found = path.split('.').reduce<readonly { table: unknown; setting: string }[]>(
    (tables, step) =>
      tables.flatMap(({ table, setting }) =>
        Object.entries(Object(table) as object)
          .filter(([name]) => step === '*' || step === name)
          .map(([name, member]: [string, unknown]) => ({
            table: member,
            setting: setting === '' ? name : `${setting}.${name}`,
          })),
      ),
    [{ table: content, setting: '' }],
  );
  return found.flatMap(({ table, setting }) => (isTable(table) ? [{ table, setting }] : []));
}

function isTable(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
