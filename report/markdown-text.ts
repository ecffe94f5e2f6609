/** A table; its cells may hold any text. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.map(cell).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

/** A list under a title; nothing where it is empty. */
export function list(title: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : [title, lines.map((line) => `- ${plain(line)}`).join('\n')];
}

/** Names, keys and comments come from people and clouds: they must not become markup or break a table. */
export function plain(text: string): string {
  return text.replace(/[\r\n]+/g, ' ').replaceAll('<', '&lt;');
}

/** Text to be read letter by letter. */
export function code(text: string): string {
  return `\`${text.replaceAll('`', "'")}\``;
}

function cell(text: string): string {
  return plain(text).replaceAll('|', String.raw`\|`);
}
