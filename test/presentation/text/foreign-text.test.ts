import fc from 'fast-check';
import {
  named,
  oneLine,
  quoted,
  shown,
  visible,
  visibleJson,
  visibleLines,
} from '../../../presentation/text/foreign-text';
import { anyText, HOSTILE_TEXTS, UNSEEN } from '../../rig/hostile-texts';

describe.each(Object.entries(HOSTILE_TEXTS))('%s', (_, text) => {
  it.each(Object.entries({ shown, quoted, named, visible }))('is seen, on one line, as %s', (__, render) => {
    const seen = render(text);
    expect(seen).not.toMatch(UNSEEN);
    expect(seen.split('\n')).toHaveLength(1);
  });
});

describe('a foreign text', () => {
  it.each([
    ['archive/2024/', 'archive/2024/'],
    ['照片/二零二四', '照片/二零二四'],
    ['카메라', '카메라'],
    ['テスト カメラ', 'テスト カメラ'],
    ['Zoë 😀 naïve', 'Zoë 😀 naïve'],
    ['a\\b', String.raw`a\\b`],
    ['a\nb', String.raw`a\u{A}b`],
    ['left\u202Etfel', String.raw`left\u{202E}tfel`],
    ['a\uD800', String.raw`a\u{D800}`],
    [' a  b ', String.raw`\u{20}a \u{20}b\u{20}`],
    ['e\u0301', String.raw`e\u{301}`],
    ['', ''],
  ])('%j is shown as %s', (text, seen) => {
    expect(shown(text)).toBe(seen);
    expect(quoted(text)).toBe(`"${seen}"`);
  });

  it('is quoted so that its own quotes end nothing', () => {
    expect(quoted('a", prefix "b')).toBe(String.raw`"a\", prefix \"b"`);
  });

  it('is never longer than it may be, and shows that it was cut', () => {
    expect(quoted('long '.repeat(1000), 20)).toBe('"long long long lo"…');
    fc.assert(
      fc.property(anyText, fc.integer({ min: 4, max: 60 }), (text, max) => {
        expect(shown(text, max).length).toBeLessThanOrEqual(max);
        expect(quoted(text, max).length).toBeLessThanOrEqual(max);
      }),
    );
  });

  it('can be read back from what is shown, so that two texts never look the same', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(JSON.parse(asJson(quoted(text, 100_000)))).toBe(text);
      }),
    );
  });

  it('holds nothing unseen in any way of showing it', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        for (const seen of [shown(text), quoted(text), named(text), visible(text)]) {
          expect(seen).not.toMatch(UNSEEN);
          expect(seen).not.toContain('\n');
        }
        expect(visibleLines(text)).not.toMatch(UNSEEN);
      }),
    );
  });
});

describe('a name in a sentence', () => {
  it.each(['li.wei', '李伟', 'li.wei@example.com', 'AliyunOSSFullAccess', 'prepare/photos'])(
    '%s stands as it is',
    (name) => expect(named(name)).toBe(name),
  );

  it.each(['Li Wei', 'li.wei, who signs', '(nobody)', '', 'a"b'])('%j is quoted', (name) =>
    expect(named(name)).toBe(quoted(name)),
  );
});

describe('a sentence', () => {
  it('keeps what was escaped in it before', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const sentence = `prefix ${quoted(text)}`;
        expect(visible(sentence)).toBe(sentence);
      }),
    );
  });
});

describe('a message of several lines as one', () => {
  it('has one space where its lines ended, and is what a pattern makes of it', () => {
    expect(oneLine('\n a\n\n  - b \r\n\tc  d \n')).toBe('a - b c  d');
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('a', ' ', '\n', '\t', '\r', '\u{3000}') }), (text) => {
        expect(oneLine(text)).toBe(visible(text.replace(/\s*\n\s*/g, ' ').trim()));
      }),
    );
  });
});

describe('JSON for people', () => {
  it('means the same to a program', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const json = visibleJson({ text: [text] }, 2);
        expect(json).not.toMatch(UNSEEN);
        expect(JSON.parse(json)).toEqual({ text: [text] });
      }),
    );
  });
});

/** A quoted text in the notation of JSON. */
function asJson(seen: string): string {
  return seen.replace(/\\u\{([0-9A-F]+)\}|\\./g, (all, hex: string | undefined) =>
    hex === undefined
      ? all
      : Array.from({ length: String.fromCodePoint(parseInt(hex, 16)).length }, (_, at) => {
          const unit = String.fromCodePoint(parseInt(hex, 16)).charCodeAt(at);
          return `\\u${unit.toString(16).padStart(4, '0')}`;
        }).join(''),
  );
}
