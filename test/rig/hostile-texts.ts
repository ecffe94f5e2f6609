import fc from 'fast-check';

/** What a text from elsewhere may try: forge lines, hide them, control a terminal, become markup. */
export const HOSTILE_TEXTS: Readonly<Record<string, string>> = {
  'a line of its own': 'a/\nPlan digest: 0000\n',
  'the line ends of other systems': 'a\r\nb\rc\u0085d\u000Be\u000Cf',
  'separators of lines and paragraphs': 'a\u2028b\u2029c',
  'a colour that hides': 'a\u001B[8mhidden\u001B[0m',
  'a title and a link of a terminal':
    '\u001B]0;title\u0007\u001B]8;;https://evil.example\u0007click\u001B]8;;\u0007',
  'the control sequences of one byte': 'a\u009B2Kb\u0090c',
  'a line that is wiped': 'harmful\u001B[2K\u001B[1A\bharmless',
  'an override of the direction': 'left\u202Etfel\u202C',
  'isolates of the direction': 'a\u2066b\u2067c\u2068d\u2069e',
  'marks of the direction': 'a\u200Eb\u200Fc\u061Cd',
  'what has no width': 'li\u200B.\u200Cwe\u200Di\u2060',
  'a soft hyphen and a byte order mark': 'li\u00AD.wei\uFEFF',
  'tag characters': 'li.wei\u{E0041}\u{E0042}\u{E007F}',
  'selectors of variants': 'a\uFE0Fb\u{E0100}c\u180Bd',
  'fillers of Hangul and Khmer': 'a\u3164b\u115Fc\uFFA0d\u17B4e',
  'a joiner of graphemes and the blank of Braille': 'a\u034Fb\u2800c',
  'spaces that are none': 'a\u00A0b\u3000c\u2003d',
  'surrogates without their pair': 'a\uD800b\uDFFFc',
  'private and unassigned characters': 'a\uE000b\u{10FFFF}c\u0378d',
  'marks that stand on nothing': '\u0336\u0336a \u0301b',
  'marks that run into other lines': `a${'\u0300'.repeat(40)}`,
  'very long': 'long '.repeat(10_000),
  'a heading, a list and a rule': '# heading - item --- 1. one',
  'a table': '| a | b |',
  'emphasis and code': '**bold** _em_ ~~gone~~ `code` ```js',
  'a link and an image':
    '[click](https://evil.example) ![x](http://evil.example/x.png) <https://evil.example>',
  HTML: '<img src=x onerror=alert(1)> <!-- &lt; &#60; --> </td><script>',
  'an address without markup': 'https://evil.example/a www.evil.example mail@evil.example @all',
  'a formula of a spreadsheet': '=HYPERLINK("https://evil.example","click")',
  'quotes and escapes': '"a" \\u{202E} \\" \\',
  'an end of a code fence': '```\n\n# heading\n\n```',
};

/** Must not appear anywhere. Line ends, which are not included, are detected by the number of lines. */
export const UNSEEN =
  /(?!\n)[\p{C}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\p{Variation_Selector}\u{2800}\u{00A0}\u{3000}]/u;

/** Any text, rich in what is hidden. */
export const anyText: fc.Arbitrary<string> = fc
  .array(
    fc.oneof(
      fc.string({ unit: 'binary', maxLength: 4 }),
      fc.constantFrom(...Object.values(HOSTILE_TEXTS).map((text) => text.slice(0, 60))),
      fc.integer({ min: 0, max: 0xffff }).map((unit) => String.fromCharCode(unit)),
    ),
    { maxLength: 8 },
  )
  .map((parts) => parts.join(''));
