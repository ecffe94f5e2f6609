import { createHash } from 'node:crypto';
import { html, raw } from 'hono/html';
import { wordsOf } from '../../presentation/words/words';
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
export function signInPage({ session, problem }: Standing, now: number) {
  return html`<!doctype html>
    <html lang="en">
      <meta charset="utf-8" />
      <meta name="viewport" content="width=device-width" />
      <title>Codec endpoint of ks3-oss-prep</title>
      ${raw(`<style>${STYLE}</style>`)}
      <h1>Codec endpoint</h1>
      ${problem === undefined ? '' : html`<p class="wrong" role="alert">${problem}</p>`}
      ${session === null ? SIGNED_OUT : signedIn(session, now)}
    </html> `;
}

const SIGNED_OUT = html`<p>
    The Temporal Web UI shows encrypted payloads to those who sign in here with their token of the codec
    endpoint.
  </p>
  <form method="post" action="sign-in">
    <label
      >Token <input type="password" name="token" autocomplete="current-password" required autofocus
    /></label>
    <button>Sign in</button>
  </form>`;

function signedIn({ name, expires }: Session, now: number) {
  const left = wordsOf('en').duration(expires - now);
  return html`<p>Signed in as <strong>${name}</strong> for another ${left}.</p>
    <p>In the Temporal Web UI, set the codec endpoint with “Include cross-origin credentials”.</p>
    <form method="post" action="sign-out"><button>Sign out</button></form>`;
}
