import { personKey, personName } from '../../contracts/approval/person';

function problemWith(name: string): string {
  return personName().safeParse(name).error?.issues[0]?.message ?? '';
}

describe('the name of a person', () => {
  it.each([
    'li.wei',
    'li.wei@example.com',
    'li.wei+approvals@example.com',
    'Li Wei',
    "Siobhán O'Neill",
    'Jean-Luc Picard',
    'Nguyễn Thị Hòa',
    '李伟',
    '李伟 (Li Wei)',
    '田中 さくら',
    'タナカ・サクラ',
    '김민준',
    'Юлия Иванова',
    'Γιώργος Παπαδόπουλος',
    'प्रिया शर्मा',
    'ops-team_2',
    '𠮷野',
    'Yourname Smith',
    'name-team',
  ])('may be %s', (name) => {
    expect(personName().parse(name)).toBe(name);
  });

  it('loses the spaces around it, and is one name however its accents are written', () => {
    expect(personName().parse('  li.wei ')).toBe('li.wei');
    expect(personName().parse('Zoe\u0308')).toBe('Zo\u00EB');
  });

  it.each([
    ['li\u200B.wei', 'holds "\\u{200B}" (character 3 of "li\\u{200B}.wei"), which cannot be seen'],
    ['li.wei\u00AD', 'which cannot be seen'],
    ['\uFEFFli.wei', 'which cannot be seen'],
    ['li.wei\n', 'which cannot be seen'],
    ['li\u00A0wei', 'which cannot be seen'],
    ['li.wei\u202E', 'which cannot be seen'],
    ['li.wei\u{E0041}', 'which cannot be seen'],
    ['li.wei\u3164', 'which cannot be seen'],
    ['li.wei\uFE0F', 'which cannot be seen'],
    ['li.wei\uD800', 'which cannot be seen'],
    ['li.wei\u0378', 'which cannot be seen'],
    ['li.wei 😀', 'which names do not have'],
    ['li  wei', 'several spaces in a row'],
    ['\u0301', 'no letter and no digit'],
    ['.', 'no letter and no digit'],
    ['YOUR-NAME', 'the placeholder of an example: put your own name there'],
    ['your-name', 'the placeholder of an example'],
    ['ＹＯＵＲ-ＮＡＭＥ', 'the placeholder of an example'],
    ['<your-name>', 'the placeholder of an example'],
    [' NAME ', 'the placeholder of an example'],
    ['您的姓名', 'the placeholder of an example'],
    ['\u0301li', 'a mark that stands on no letter'],
    ['li.w\u0435i', 'mixes alphabets: "\u0435" (U+0435)'],
    ['\u03BFlga', 'mixes alphabets'],
    ['\u0430\u03BF', 'mixes alphabets'],
    ['li.wei\u0665', 'mixes alphabets'],
    ['oрs', 'mixes alphabets'],
  ])('may not be %j', (name, problem) => {
    expect(problemWith(name)).toContain(problem);
  });

  it('may not be empty or very long', () => {
    expect(personName().safeParse('  ').success).toBe(false);
    expect(personName().safeParse('x'.repeat(129)).success).toBe(false);
  });
});

describe('two names of one person', () => {
  it.each([
    ['li.wei', 'Li.Wei'],
    ['li.wei', 'ｌｉ.ｗｅｉ'],
    ['Zoë', 'Zoe\u0308'],
    ['strasse', 'straße'],
    ['pope', '\u0440\u043E\u0440\u0435'],
    ["O'Neill", 'O’Neill'],
  ])('%s and %s are told to be the same', (one, other) => {
    expect(personKey(one)).toBe(personKey(other));
  });

  it('and those of two are not', () => {
    expect(personKey('li.wei')).not.toBe(personKey('li.wen'));
    expect(personKey('李伟')).not.toBe(personKey('李玮'));
  });
});
