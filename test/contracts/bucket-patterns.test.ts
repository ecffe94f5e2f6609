import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { matchesAny } from '../../contracts/inputs/bucket-patterns';

/** What a pattern means, as a regular expression. */
function meaning(pattern: string): RegExp {
  return new RegExp(
    `^${pattern
      .replaceAll('.', String.raw`\.`)
      .replaceAll('*', '.*')
      .replaceAll('?', '.')}$`,
  );
}

describe('a pattern of bucket names', () => {
  it('means what it means in a shell', () => {
    const few = { unit: fc.constantFrom('a', 'b', '.', '-'), maxLength: 8 };
    const pattern = fc.string({ unit: fc.constantFrom('a', 'b', '.', '*', '?'), maxLength: 6 });
    fc.assert(
      fc.property(fc.string(few), pattern, (name, wanted) => {
        expect(matchesAny(name, [wanted])).toBe(meaning(wanted).test(name));
      }),
    );
  });

  it('takes no time, whatever somebody sends', () => {
    expect(matchesAny('a'.repeat(63), [`${'*a'.repeat(60)}*b`])).toBe(false);
  });

  it('is one of several, or none for every name', () => {
    expect(matchesAny('photos-1', ['videos-*', 'photos-?'])).toBe(true);
    expect(matchesAny('photos-1', [])).toBe(true);
  });
});
