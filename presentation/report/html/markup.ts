import { visible } from '../../text/foreign-text';

/** HTML that is safe to put into a page: only `html` makes it. */
export class Markup {
  constructor(readonly text: string) {}
}

/** What a template takes: text is escaped, HTML stays as it is. */
export type Content = string | number | Markup | readonly Content[];

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/**
 * HTML with every text in it escaped, in elements and in quoted attributes alike; what cannot be seen is shown as
 * `\u{…}`.
 *
 * @example html`<td title="${name}">${name}</td>`
 */
export function html(parts: TemplateStringsArray, ...contents: readonly Content[]): Markup {
  return new Markup(
    parts.map((part, at) => part + (at < contents.length ? escaped(contents[at] ?? '') : '')).join(''),
  );
}

function escaped(content: Content): string {
  if (content instanceof Markup) {
    return content.text;
  }
  return typeof content === 'object'
    ? content.map(escaped).join('')
    : visible(String(content)).replace(/[&<>"']/g, (character) => ENTITIES[character] ?? '');
}
