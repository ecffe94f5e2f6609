import type { Connection } from '@temporalio/client';
import { temporal } from '@temporalio/proto';
import { SEARCH_ATTRIBUTES } from '../../contracts/runs/search-attributes';

const { IndexedValueType } = temporal.api.enums.v1;
const ANSWER_WITHIN_MS = 5000;

/** The connection of a client or of a worker. */
type Operated = Pick<Connection, 'withDeadline'> & {
  readonly operatorService: Pick<
    Connection['operatorService'],
    'listSearchAttributes' | 'addSearchAttributes'
  >;
};

/** How the search attributes of this product stand in a namespace. */
export interface FoundSearchAttributes {
  readonly missing: readonly string[];
  /** Registered with another type than this product needs: runs cannot set them. */
  readonly otherType: readonly string[];
}

/** Asks the server which search attributes the namespace has. Fails if the caller may not ask. */
export async function findSearchAttributes(
  connection: Operated,
  namespace: string,
): Promise<FoundSearchAttributes> {
  const { customAttributes } = await connection.withDeadline(Date.now() + ANSWER_WITHIN_MS, () =>
    connection.operatorService.listSearchAttributes({ namespace }),
  );
  const found = new Map(Object.entries(customAttributes ?? {}));
  const names = (kept: (type: number | undefined, wanted: number) => boolean) =>
    SEARCH_ATTRIBUTES.filter(({ name, type }) => kept(found.get(name), typeNumber(type))).map(
      ({ name }) => name,
    );
  return {
    missing: names((type) => type === undefined),
    otherType: names((type, wanted) => type !== undefined && type !== wanted),
  };
}

/** Whether runs can set all of the search attributes. Never fails: without an answer they are left out. */
export async function searchAttributesRegistered(connection: Operated, namespace: string): Promise<boolean> {
  try {
    const { missing, otherType } = await findSearchAttributes(connection, namespace);
    return missing.length === 0 && otherType.length === 0;
  } catch {
    return false;
  }
}

/** Registers those of the search attributes that are missing. */
export async function registerSearchAttributes(
  connection: Operated,
  namespace: string,
  missing: readonly string[],
): Promise<void> {
  const wanted = SEARCH_ATTRIBUTES.filter(({ name }) => missing.includes(name));
  await connection.withDeadline(Date.now() + ANSWER_WITHIN_MS, () =>
    connection.operatorService.addSearchAttributes({
      namespace,
      searchAttributes: Object.fromEntries(wanted.map(({ name, type }) => [name, typeNumber(type)])),
    }),
  );
}

function typeNumber(type: (typeof SEARCH_ATTRIBUTES)[number]['type']): number {
  return type === 'BOOL'
    ? IndexedValueType.INDEXED_VALUE_TYPE_BOOL
    : IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD;
}
