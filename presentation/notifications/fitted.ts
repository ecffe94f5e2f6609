/** Characters that single facts may have, from the most that is tried. */
const LENGTHS = [800, 400, 200, 100] as const;
const SHORTEST = 50;

/**
 * The first rendering that a receiver takes: with shorter and shorter facts. Commands and links are never cut.
 *
 * @param most bytes of UTF-8
 */
export function fitted(render: (longest: number) => string, most: number): string {
  const length = LENGTHS.find((longest) => Buffer.byteLength(render(longest)) <= most);
  return render(length ?? SHORTEST);
}
