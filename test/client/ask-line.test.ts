import { PassThrough } from 'node:stream';
import { askLine } from '../../client/terminal/ask-line';

function asked(): { readonly input: PassThrough; readonly answer: Promise<string> } {
  const input = new PassThrough();
  return { input, answer: askLine('Go on? ', input, new PassThrough()) };
}

describe('a question at the terminal', () => {
  it('gives what was typed', async () => {
    const { input, answer } = asked();
    input.write('yes\nmore\n');
    expect(await answer).toBe('yes');
  });

  it('that nobody answers any more, as after Ctrl-C or Ctrl-D, interrupts the command', async () => {
    const { input, answer } = asked();
    input.end();
    await expect(answer).rejects.toMatchObject({ type: 'Interrupted', exitCode: 1 });
  });
});
