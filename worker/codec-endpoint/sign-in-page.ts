import { createHash } from 'node:crypto';
import { html, raw } from 'hono/html';
import { HTML_LANGUAGES, type Language } from '../../presentation/words/language';
import { wordsOf, type Words } from '../../presentation/words/words';
import type { Session } from './session-cookie';

const STYLE =
  'body{font:16px system-ui,sans-serif;max-width:34em;margin:4em auto;padding:0 1em}input{width:100%;padding:.5em;margin:.5em 0 1em;box-sizing:border-box}button{padding:.5em 1.5em}.wrong{color:#b00020}';

/** The page loads nothing, runs nothing, sends its form to where it came from, and is shown in no frame. */
export const PAGE_HEADERS = {
  'Content-Security-Policy': `default-src 'none'; style-src 'sha256-${createHash('sha256').update(STYLE).digest('base64')}'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'`,
  // With no referrer at all, browsers would send the form without its origin.
  'Referrer-Policy': 'same-origin',
};

/** Where somebody stands who opens the page. */
export interface Standing {
  readonly session: Session | null;
  /** What was wrong with the last try. */
  readonly problem?: string;
}

/** The page on which people enter their token, for browsers that pass no access token. */
export function signInPage({ session, problem }: Standing, now: number, language: Language) {
  const words = wordsOf(language);
  const { signIn } = words;
  return html`<!doctype html>
    <html lang="${HTML_LANGUAGES[language]}">
      <meta charset="utf-8" />
      <meta name="viewport" content="width=device-width" />
      <title>${signIn.title}</title>
      ${raw(`<style>${STYLE}</style>`)}
      <h1>${signIn.heading}</h1>
      ${problem === undefined ? '' : html`<p class="wrong" role="alert">${problem}</p>`}
      ${session === null ? signedOut(words) : signedIn(session, now, words)}
    </html> `;
}

function signedOut({ signIn }: Words) {
  return html`<p>${signIn.what}</p>
    <form method="post" action="sign-in">
      <label
        >${signIn.token}
        <input type="password" name="token" autocomplete="current-password" required autofocus
      /></label>
      <button>${signIn.signIn}</button>
    </form>`;
}

function signedIn({ name, expires }: Session, now: number, { signIn, duration }: Words) {
  const left = signIn.stillFor({ time: duration(expires - now) });
  return html`<p>${signIn.signedInAs} <strong>${name}</strong> ${left}</p>
    <p>${signIn.inTheWebUi}</p>
    <form method="post" action="sign-out"><button>${signIn.signOut}</button></form>`;
}
