import { Terminal } from '../../client/terminal/terminal';
import fc from 'fast-check';
import { TerminalModel } from './terminal-model';
import { HOSTILE_TEXTS, UNSEEN } from '../rig/hostile-texts';

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
    const { terminal: one, written } = terminal(options);
    one.say(one.style('red', 'no'));
    expect(written.out).toBe(coloured ? '\u001B[31mno\u001B[39m\n' : 'no\n');
  });

  it('draws over what it drew, and says below it', () => {
    const { terminal: one, written } = terminal({ isTTY: true });
    one.draw(['a', 'b']);
    one.draw(['c']);
    one.say('said');
    expect(written.out).toBe('a\nb\n\u001B[2A\u001B[2Kc\n\u001B[J\u001B[1A\u001B[Jsaid\n');
  });

  it.each([40, 41, 60, 80, 120, 200])('shows the last lines and nothing else at %i columns', (columns) => {
    const screen = new TerminalModel(columns, 12);
    const one = new Terminal(screen, screen, {});
    const words = ['照片桶的迁移', 'done', '👩‍💻', 'e\u0301', '✔ 完成', 'preparation', ' '];
    const blocks = fc.array(
      fc.array(
        fc.array(fc.constantFrom(...words), { maxLength: 40 }).map((line) => line.join(' ')),
        { maxLength: 20 },
      ),
      { minLength: 1, maxLength: 6 },
    );
    const coloured = (by: Terminal, lines: readonly string[]) =>
      lines.map((line) => `${by.style('green', '✔')} ${line}`);
    fc.assert(
      fc.property(blocks, (drawn) => {
        drawn.forEach((lines) => one.draw(coloured(one, lines)));
        const [last = []] = drawn.slice(-1);
        const fresh = new TerminalModel(columns, 12);
        const other = new Terminal(fresh, fresh, {});
        other.draw(coloured(other, last));
        expect(screen.text).toEqual(fresh.text);
        expect(screen.text.length).toBeLessThan(12);
        one.wipe();
        expect(screen.text).toEqual([]);
      }),
    );
  });

  it('writes only the line that changed, and nothing if none did', () => {
    const screen = new TerminalModel(40, 24);
    const one = new Terminal(screen, screen, {});
    one.draw(['first', '照片桶', 'third']);
    one.draw(['first', '照片桶，完成', 'third']);
    expect(screen.last).toBe('\u001B[2A\u001B[2K照片桶，完成\n\n');
    screen.last = '';
    one.draw(['first', '照片桶，完成', 'third']);
    expect(screen.last).toBe('');
    expect(screen.text).toEqual(['first', '照片桶，完成', 'third']);
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

  it('lets through its own colours and line ends, and shows every other control', () => {
    const { terminal: one, written } = terminal({ isTTY: true });
    one.say(`${one.style('red', 'a\u001B[8mb')}\nc\u001B[2J\u202E\r\u009B1A`);
    expect(written.out).toBe('\u001B[31ma\\u{1B}[8mb\u001B[39m\nc\\u{1B}[2J\\u{202E}\\u{D}\\u{9B}1A\n');
  });

  it.each(Object.entries(HOSTILE_TEXTS))('is not steered by %s', (_, text) => {
    const { terminal: one, written } = terminal({ isTTY: true });
    one.say(text);
    one.warn(text);
    one.keep();
    one.draw([text]);
    expect(`${written.out}${written.error}`).not.toMatch(UNSEEN);
  });

  it('warns on standard error', () => {
    const { terminal: one, written } = terminal();
    one.warn('careful');
    expect(written).toEqual({ out: '', error: 'careful\n' });
  });
});
