import { html, type Content, type Markup } from './markup';

/** A part of the page with a heading that the table of contents leads to. */
export interface Section {
  /** Of the element: letters and hyphens. */
  readonly id: string;
  readonly title: string;
  readonly content: Content;
}

export function sectionMarkup({ id, title, content }: Section): Markup {
  return html` <section aria-labelledby="${id}">
    <h2 id="${id}">${title}</h2>
    ${content}
  </section>`;
}

/** Names and values; on a narrow page each value is below its name. */
export function fieldTable(
  caption: string,
  head: readonly [name: string, value: string],
  rows: readonly (readonly [name: string, value: Content])[],
): Markup {
  return html` <h3>${caption}</h3>
    <table class="fields">
      <thead>
        <tr>
          <th scope="col">${head[0]}</th>
          <th scope="col">${head[1]}</th>
        </tr>
      </thead>
      <tbody>
        ${rows.map(
          ([name, value]) =>
            html` <tr>
              <th scope="row">${name}</th>
              <td>${value}</td>
            </tr>`,
        )}
      </tbody>
    </table>`;
}

/** A table of several columns; without a caption under a heading that says it already. */
export function columnTable(
  caption: string | null,
  head: readonly string[],
  rows: readonly (readonly Content[])[],
): Markup {
  return html` ${caption === null ? '' : html`<h3>${caption}</h3>`}
    <table class="events">
      <thead>
        <tr>
          ${head.map((name) => html`<th scope="col">${name}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${rows.map(
          (cells) =>
            html` <tr>
              ${cells.map((cell) => html`<td>${cell}</td>`)}
            </tr>`,
        )}
      </tbody>
    </table>`;
}

export function listMarkup(lines: readonly Content[]): Markup {
  return html`<ul>
    ${lines.map((line) => html`<li>${line}</li>`)}
  </ul>`;
}
