import { code, plain } from '../text/markdown';

/** Text of a table cell; `code` is to be read letter by letter. */
export type Cell = string | { readonly code: string };

/** A table; its cells may hold any text. */
export function table(head: readonly string[], rows: readonly (readonly Cell[])[]): string {
  const line = (cells: readonly Cell[]) => `| ${cells.map(rendered).join(' | ')} |`;
  const under = `| ${head.map(() => '---').join(' | ')} |`;
  return [line(head), under, ...rows.map(line)].join('\n');
}

/** A list under a title; nothing where it is empty. */
export function list(title: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : [title, lines.map((line) => `- ${plain(line)}`).join('\n')];
}

function rendered(value: Cell): string {
  return typeof value === 'string' ? plain(value) : code(value.code).replaceAll('|', String.raw`\|`);
}
