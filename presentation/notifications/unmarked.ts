/**
 * DingTalk and WeCom document which Markdown they understand, but no way to escape it. So what could make a link, a
 * mention, an image or a colour is replaced by its full-width form, which readers of Chinese know and clients leave
 * alone.
 */
const FULL_WIDTH: Readonly<Record<string, string>> = {
  '<': '＜',
  '>': '＞',
  '[': '［',
  ']': '］',
  '&': '＆',
  '@': '＠',
  '`': '｀',
  '*': '＊',
  '\\': '＼',
};

/** Text that people or clouds wrote, as text that a chat client takes for no markup, mention or link. */
export function unmarked(text: string): string {
  return unlinked(text).replace(/[<>[\]&@`*\\]/g, (mark) => FULL_WIDTH[mark] ?? '');
}

/** The same without what chat clients make links of by themselves: `http://…`, `example.com`. */
export function unlinked(text: string): string {
  return text.replaceAll('://', '：//').replace(/(?<=[\p{L}\p{N}])\.(?=\p{L})/gu, `.${ZERO_WIDTH_SPACE}`);
}

const ZERO_WIDTH_SPACE = '\u200B';

/**
 * The commands that hold nothing a client might make a link of, such as a bucket with dots in its name: a changed copy
 * would do something else when it is pasted.
 */
export function pasteable<T extends { readonly value: string }>(commands: readonly T[]): T[] {
  return commands.filter(({ value }) => unlinked(value) === value);
}
