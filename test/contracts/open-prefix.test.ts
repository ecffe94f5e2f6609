import { openPrefixWarning } from '../../contracts/listing/open-prefix';
import { say } from '../../presentation/words/words';

describe('the warning about a prefix', () => {
  it.each(['', 'b/', 'archive/2024/', '照片/'])('is none for %j', (prefix) => {
    expect(openPrefixWarning(prefix)).toBeNull();
  });

  it('shows what else matches, and what to use for the folder', () => {
    expect(say('en', openPrefixWarning('b') ?? '')).toBe(
      'Prefix "b" does not end in "/", so it also matches keys such as "bb/…". To get the folder alone, use "b/".',
    );
  });

  it('stays short and shows what cannot be seen', () => {
    const warning = say('en', openPrefixWarning(`a\u202E${'x'.repeat(1000)}`) ?? '');
    expect(warning).toContain('"a\\u{202E}xxx');
    expect(warning.length).toBeLessThan(500);
  });
});
