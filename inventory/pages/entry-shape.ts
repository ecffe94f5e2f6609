/** What an element of an entry is to an inventory. */
export type FieldKind = 'key' | 'size' | 'class' | 'date' | 'other';

/** An element of an entry, as the generic reader found it. */
export interface ReadField {
  readonly kind: FieldKind;
  readonly valueStart: number;
  readonly valueEnd: number;
}

/** As `inner-loops/entries.ts` knows them; `last` is the markup behind the last element. */
export const SHAPE_KINDS = { last: 0, key: 1, size: 2, class: 3, date: 4, other: 5 } as const;
