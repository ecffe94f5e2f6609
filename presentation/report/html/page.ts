import type { RunIdentity } from '../../../contracts/runs/run-identity';
import { named } from '../../text/foreign-text';
import { HTML_LANGUAGES, type Language } from '../../words/language';
import { wordsOf } from '../../words/words';
import { sectionMarkup, type Section } from './blocks';
import { html, Markup } from './markup';
import { STYLE } from './style';

/** What a page of a report shows. */
export interface Page {
  readonly language: Language;
  readonly title: string;
  /** Below the title. */
  readonly summary: Markup;
  readonly sections: readonly Section[];
  readonly run: RunIdentity;
}

/** A report as one HTML file, which runs no script and loads nothing. */
export function pageOf({ language, title, summary, sections, run }: Page): string {
  const { report } = wordsOf(language);
  const page = html`<!doctype html>
    <html lang="${HTML_LANGUAGES[language]}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="referrer" content="no-referrer" />
        <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'" />
        <title>${title}</title>
        ${new Markup(`<style>${STYLE}</style>`)}
      </head>
      <body>
        <header>
          <h1>${title}</h1>
          ${summary}
          <nav aria-label="${report.page.contents}">
            <ul>
              ${sections.map(({ id, title: name }) => html`<li><a href="#${id}">${name}</a></li>`)}
            </ul>
          </nav>
        </header>
        <main>${sections.map(sectionMarkup)}</main>
        <footer>
          <p>${report.page.run({ workflowId: named(run.workflowId), runId: named(run.runId) })}</p>
        </footer>
      </body>
    </html> `;
  return page.text;
}
