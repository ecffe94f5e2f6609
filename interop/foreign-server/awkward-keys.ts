/** A key and how many bytes to put under it. */
export interface Planned {
  readonly key: string;
  readonly bytes: number;
}

/** Keys that often break clients and servers; a server may refuse some of them. */
const SINGLE = [
  'a space in it.txt',
  ' leading and trailing space ',
  'plus+sign.txt',
  'percent%20literal.txt',
  '100%.txt',
  'ampersand&amp;.txt',
  'less<than>greater.txt',
  `quotes"and'apostrophe.txt`,
  'question?mark#hash.txt',
  'comma,semicolon;equals=at@colon:.txt',
  'brackets[1](2){3}.txt',
  'tilde~star*dollar$bang!pipe|.txt',
  'back\\slash.txt',
  'tab\there.txt',
  'line\nbreak.txt',
  'control\u0001character.txt',
  'delete\u007f.txt',
  'emoji 😀 🇨🇳.txt',
  'two code units come before \uff5e one.txt',
  'two code units come before \u{1f600} one.txt',
  'combining e\u0301 and composed \u00e9.txt',
  'right to left \u0645\u0631\u062d\u0628\u0627.txt',
  'last of its plane \uffff.txt',
  'folder/',
  'folder with data/',
  'folder-before-slash/a',
  'folder-before-slash-b',
  'folder-before-slash.txt',
  '/leading slash.txt',
  'double//slash.txt',
  'dot/./segment.txt',
  'dots/../segment.txt',
  '.hidden',
  `long/${'目'.repeat(80)}/${'录'.repeat(80)}/${'名'.repeat(80)}/${'字'.repeat(80)}`,
];

/** Some thousands of keys: flat hashes, Chinese folders, dated folders, and the awkward ones. */
export function plannedObjects(): Planned[] {
  const keys = [
    ...Array.from({ length: 2500 }, (_, index) =>
      Math.imul(index, 0x9e3779b1).toString(16).replace('-', 'f'),
    ),
    ...Array.from({ length: 1200 }, (_, index) => `照片/${2020 + (index % 5)}年/图片-${index}.jpg`),
    ...Array.from(
      { length: 1300 },
      (_, index) => `logs/2024/${String(1 + (index % 12)).padStart(2, '0')}/${index}`,
    ),
    ...SINGLE,
  ];
  return keys.map((key, index) => ({ key, bytes: key === 'folder/' ? 0 : (index * 37) % 1500 }));
}
