import { Terminal } from '../../client/terminal';

function terminal(options: { isTTY?: boolean; columns?: number; env?: NodeJS.ProcessEnv } = {}) {
  const written = { out: '', error: '' };
  const { isTTY = false, columns = 80, env = {} } = options;
  const screen = (stream: 'out' | 'error') => ({
    isTTY,
    columns,
    write: (text: string) => (written[stream] += text),
  });
  return { written, terminal: new Terminal(screen('out'), screen('error'), env) };
}

describe('a terminal', () => {
  it.each<[string, Parameters<typeof terminal>[0], boolean]>([
    ['a terminal', { isTTY: true }, true],
    ['a pipe', { isTTY: false }, false],
    ['a terminal with NO_COLOR', { isTTY: true, env: { NO_COLOR: '1' } }, false],
    ['a terminal with an empty NO_COLOR', { isTTY: true, env: { NO_COLOR: '' } }, true],
    ['a dumb terminal', { isTTY: true, env: { TERM: 'dumb' } }, false],
  ])('colours as it should on %s', (_, options, coloured) => {
    expect(terminal(options).terminal.style('red', 'no')).toBe(coloured ? '\u001B[31mno\u001B[39m' : 'no');
  });

  it('draws over what it drew, and says below it', () => {
    const { terminal: one, written } = terminal({ isTTY: true });
    one.draw(['a', 'b']);
    one.draw(['c']);
    one.say('said');
    const up = '\u001B[1A\u001B[2K';
    expect(written.out).toBe(`a\nb\n${up}${up}c\n${up}said\n`);
  });

  it('leaves what is kept', () => {
    const { terminal: one, written } = terminal({ isTTY: true });
    one.draw(['a']);
    one.keep();
    one.say('b');
    expect(written.out).toBe('a\nb\n');
  });

  it('cuts what it draws to the width, so that it can be wiped', () => {
    const { terminal: one, written } = terminal({ isTTY: true, columns: 10 });
    one.draw(['0123456789abc', 'short']);
    expect(written.out).toBe('01234567…\nshort\n');
  });

  it('draws at a usual width where the terminal does not know its own', () => {
    const { terminal: one, written } = terminal({ isTTY: true, columns: 0 });
    one.draw(['1,200,000 objects, 5.00 GiB']);
    expect(written.out).toBe('1,200,000 objects, 5.00 GiB\n');
  });

  it('lets through colours and line ends, and no other control', () => {
    const { terminal: one, written } = terminal();
    one.say('a\u001B[31mred\u001B[39m\tb\nc\u001B[2J\u001B]0;title\u0007\r\u009B1A');
    expect(written.out).toBe('a\u001B[31mred\u001B[39m\tb\nc[2J]0;title1A\n');
  });

  it('warns on standard error', () => {
    const { terminal: one, written } = terminal();
    one.warn('careful');
    expect(written).toEqual({ out: '', error: 'careful\n' });
  });
});
