import { stripVTControlCharacters } from 'node:util';
import { fitToWidth } from '../../client/fit-to-width';

describe('a line that is fitted to a width', () => {
  it.each([
    ['a line that fits', 'short', 10, 'short'],
    ['a line as wide as the terminal, which may wrap', '0123456789', 10, '01234567…'],
    ['Chinese, whose characters take two columns', '照片桶的迁移', 10, '照片桶的…'],
    ['Chinese that fills an odd number of columns', 'a照片桶的迁移', 10, 'a照片桶…'],
    ['an emoji', '📦📦📦📦📦📦', 8, '📦📦📦…'],
    ['an emoji of several characters', '👩‍💻👩‍💻👩‍💻👩‍💻', 6, '👩‍💻👩‍💻…'],
    ['an accent that is a character of its own', 'e\u0301'.repeat(9), 10, 'e\u0301'.repeat(9)],
    ['several lines', 'one\n\ttwo', 20, 'one two'],
    ['a terminal of one column', 'abc', 1, '…'],
  ])('cuts %s where it has to', (_, text, width, fitted) => {
    expect(fitToWidth(text, width)).toBe(fitted);
  });

  it.each(['a', '照', '👩‍💻', '🇨🇳', 'e\u0301', '照a'])('cuts a million of %s like a few', (character) => {
    expect(fitToWidth(character.repeat(1_000_000), 20)).toBe(fitToWidth(character.repeat(20), 20));
  });

  it('leaves no half of a character or of a colour where nothing of it is seen', () => {
    for (let invisible = 0; invisible < 40; invisible++) {
      const text = `${'\u200B'.repeat(9 * 32 - invisible)}📦\u001B[31mred`;
      const fitted = fitToWidth(text, 10);
      expect(Buffer.from(fitted).toString()).toBe(fitted);
      expect(stripVTControlCharacters(fitted)).not.toMatch(/\p{Cc}|\[/u);
    }
  });

  it('counts colours for nothing, and leaves none switched on', () => {
    const red = '\u001B[31m0123456789abc\u001B[39m';
    expect(fitToWidth(red, 10)).toBe('\u001B[31m01234567…\u001B[39m');
    expect(fitToWidth(red, 14)).toBe(red);
  });
});
