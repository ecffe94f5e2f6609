/** `allowed_regions` becomes `allowedRegions`. */
type CamelCase<Name> = Name extends `${infer Head}_${infer Tail}`
  ? `${Head}${Capitalize<CamelCase<Tail> & string>}`
  : Name;
/** `allowedRegions` becomes `allowed_regions`. */
type SnakeCase<Name> = Name extends `${infer Head}${infer Tail}`
  ? `${Head extends Lowercase<Head> ? Head : `_${Lowercase<Head>}`}${SnakeCase<Tail>}`
  : Name;

export type CamelCased<Table> = { [Name in keyof Table as CamelCase<Name>]: Table[Name] };
export type SnakeCased<Table> = { [Name in keyof Table as SnakeCase<Name>]: Table[Name] };

/** A table of the configuration under the names that the product uses. */
export function camelCased<Table extends object>(table: Table): CamelCased<Table> {
  return renamed(table, (name) =>
    name.replaceAll(/_([a-z])/g, (_, letter: string) => letter.toUpperCase()),
  ) as CamelCased<Table>;
}

/** A table under the names that the configuration uses. */
export function snakeCased<Table extends object>(table: Table): SnakeCased<Table> {
  return renamed(table, snakeCase) as SnakeCased<Table>;
}

export function snakeCase(name: string): string {
  return name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

function renamed(table: object, rename: (name: string) => string): object {
  return Object.fromEntries(Object.entries(table).map(([name, value]) => [rename(name), value]));
}
