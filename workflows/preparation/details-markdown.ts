const MAX_LINE = 900;

/** JSON to paste. Over several lines, as the editor of the dialogs would lay it out: it then stays where it is. */
export function json(example: string): string {
  return `\`\`\`json\n${JSON.stringify(JSON.parse(example), null, 2)}\n\`\`\``;
}

/** A command to paste. */
export function code(command: string): string {
  return `\`\`\`sh\n${command}\n\`\`\``;
}

/** A text in a cell of a table, or in a line. */
export function cell(text: string): string {
  return shorten(text, 120).replace(/[|\n\r]/g, ' ');
}

export function shorten(text: string, limit = MAX_LINE): string {
  return text.length <= limit ? text : `${text.slice(0, limit - 1)}…`;
}
