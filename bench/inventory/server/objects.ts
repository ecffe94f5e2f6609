/** The objects of a computed bucket, apart from their keys: they repeat every 64 objects. */
const CLASSES = ['STANDARD', 'STANDARD', 'STANDARD_IA', 'STANDARD'];

/** After so many objects sizes, classes and months come again. */
export const CYCLE = 64;

/** What an entry of a page holds before its key. */
export const ENTRY_OPEN = '<Contents><Key>';

/** Bytes of object i. */
export function sizeOf(index: number): number {
  return ((index % CYCLE) * 7919) ** 2 % 5_000_003;
}

/** What an entry of a page holds behind its key. */
export function entryTail(index: number): string {
  const place = index % CYCLE;
  const month = String((place % 12) + 1).padStart(2, '0');
  return (
    `</Key><LastModified>2024-${month}-06T07:08:09.000Z</LastModified>` +
    `<ETag>&quot;d41d8cd98f00b204e9800998ecf8427e&quot;</ETag><Size>${sizeOf(place)}</Size>` +
    `<StorageClass>${CLASSES[place % 4]}</StorageClass><Type>Normal</Type></Contents>`
  );
}

/** What a tool must report. */
export function trueTotals(count: number): { objects: number; bytes: number } {
  let round = 0;
  for (let index = 0; index < CYCLE; index++) {
    round += sizeOf(index);
  }
  let bytes = Math.floor(count / CYCLE) * round;
  for (let index = count - (count % CYCLE); index < count; index++) {
    bytes += sizeOf(index);
  }
  return { objects: count, bytes };
}
