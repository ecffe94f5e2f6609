import { plain } from '../text/markdown';
import { runArgument } from '../../contracts/runs/run-commands';
import { byteLength } from './byte-room';

const MAX_LINE = 900;

/** JSON to paste. Over several lines, as the editor of the dialogs would lay it out: it then stays where it is. */
export function json(example: string): string {
  return `\`\`\`json\n${JSON.stringify(JSON.parse(example), null, 2)}\n\`\`\``;
}

/** A command to paste. */
export function code(command: string): string {
  return `\`\`\`sh\n${command}\n\`\`\``;
}

/** Commands are never cut: one whose workflow ID is too long has a placeholder; the page shows the ID at its top. */
const MAX_RUN_ARGUMENT = 200;

/** The workflow ID for a command, or a placeholder if the command would be too long. */
export function nameableId(workflowId: string): string {
  return byteLength(runArgument(workflowId)) > MAX_RUN_ARGUMENT ? 'WORKFLOW-ID' : workflowId;
}

/**
 * A link to a page of a run in the Web UI, which puts its namespace into it. Without a workflow ID that a command could name it is
 * the text alone.
 *
 * @param text of letters, digits and hyphens; an underscore is escaped
 * @param page behind the workflow ID
 */
export function pageLink(text: string, workflowId: string, page = ''): string {
  // A closing bracket would end the link.
  const id = encodeURIComponent(workflowId).replaceAll(/[()]/g, (one) => (one === '(' ? '%28' : '%29'));
  const path = `/namespaces/{namespace}/workflows/${id}${page === '' ? '' : `/${page}`}`;
  return byteLength(id) > MAX_RUN_ARGUMENT ? plain(text) : `[${plain(text)}](${path})`;
}

/** A text in a cell of a table. */
export function cell(text: string): string {
  return line(text, 120);
}

/** A text as a line that shows just that text. */
export function line(text: string, limit = MAX_LINE): string {
  return plain(shorten(text, limit));
}

/**
 * Lines of ours, of which those that begin with `- ` are a list. Markdown asks for an empty line before one; a line behind one
 * would be part of its last item without.
 */
export function lines(text: string, limit = MAX_LINE): string {
  const all = shorten(text, limit)
    .split('\n')
    .map((one) => one.trim());
  return all
    .map((one, at) => {
      const isFirst = at === 0 || isItem(one) !== isItem(all[at - 1] ?? '');
      return `${isFirst ? '\n' : ''}${isItem(one) ? `- ${plain(one.slice(2))}` : plain(one)}`;
    })
    .join('\n')
    .trimStart();
}

function isItem(text: string): boolean {
  return text.startsWith('- ');
}

function shorten(text: string, limit: number): string {
  return text.length <= limit ? text : `${text.slice(0, limit - 1).replace(HALF_A_PAIR, '')}…`;
}

const HALF_A_PAIR = /[\uD800-\uDBFF]$/;
