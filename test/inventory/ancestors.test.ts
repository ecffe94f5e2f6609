import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Ancestors } from '../../inventory/splitting/ancestors';
import { parentOf } from '../../inventory/splitting/key-paths';

it('finds the folders that a folder lies in, whichever was asked before', () => {
  const folder = fc
    .array(fc.constantFrom('a/', 'ab/', '/', 'b/'), { maxLength: 6 })
    .map((names) => names.join(''));
  fc.assert(
    fc.property(fc.array(folder), (folders) => {
      const ancestors = new Ancestors();
      for (const each of folders) {
        const expected: string[] = [];
        for (let one: string | null = each; one !== null; one = parentOf(one)) {
          expected.push(one);
        }
        expect(ancestors.of(each)).toEqual(expected);
      }
    }),
    { numRuns: 1000 },
  );
});
