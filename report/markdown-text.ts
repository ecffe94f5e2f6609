/** Text of a table cell; `code` is to be read letter by letter. */
export type Cell = string | { readonly code: string };

/** A table; its cells may hold any text. */
export function table(head: readonly string[], rows: readonly (readonly Cell[])[]): string {
  const line = (cells: readonly Cell[]) => `| ${cells.map(rendered).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

/** A list under a title; nothing where it is empty. */
export function list(title: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : [title, lines.map((line) => `- ${plain(line)}`).join('\n')];
}

/** Names and comments come from people and clouds: they must not become markup. */
export function plain(text: string): string {
  return oneLine(text)
    .replace(/[\\`*[]/g, String.raw`\$&`)
    .replaceAll('<', '&lt;');
}

/** A code span of any text: its fence is longer than every run of backticks in it (CommonMark 6.1). */
export function code(text: string): string {
  const runs = text.match(/`+/g) ?? [];
  const fence = '`'.repeat(Math.max(0, ...runs.map(({ length }) => length)) + 1);
  const space = text.startsWith('`') || text.endsWith('`') ? ' ' : '';
  return `${fence}${space}${oneLine(text)}${space}${fence}`;
}

function rendered(cell: Cell): string {
  const text = typeof cell === 'string' ? plain(cell) : code(cell.code);
  return text.replaceAll('|', String.raw`\|`);
}

function oneLine(text: string): string {
  return text.replace(/\p{Cc}+/gu, ' ');
}
