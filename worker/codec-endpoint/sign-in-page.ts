import { createHash } from 'node:crypto';
import { humanDuration } from '../../presentation/text/human-units';
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
export interface RunStatus {
  readonly session: Session | null;
  /** What was wrong with the last try. */
  readonly problem?: string;
}

/** The page on which people enter their token, for browsers that pass no access token. */
export function signInPage({ session, problem }: RunStatus, now: number): string {
  const wrong = problem === undefined ? '' : `<p class="wrong" role="alert">${escaped(problem)}</p>`;
  const form =
    session === null
      ? '<form method="post" action="sign-in"><label>Token <input type="password" name="token" autocomplete="current-password" required autofocus></label><button>Sign in</button></form>'
      : '<form method="post" action="sign-out"><button>Sign out</button></form>';
  const standing =
    session === null
      ? 'The Temporal Web UI shows encrypted payloads to those who sign in here with their token of the codec endpoint.'
      : `Signed in as <strong>${escaped(session.name)}</strong> for another ${escaped(humanDuration(session.expires - now))}. In the Temporal Web UI, set the codec endpoint with “Include cross-origin credentials”.`;
  return `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Codec endpoint of ks3-oss-prep</title><style>${STYLE}</style><h1>Codec endpoint</h1>${wrong}<p>${standing}</p>${form}</html>\n`;
}

function escaped(text: string): string {
  const entities: Readonly<Record<string, string>> = {
    '&': '&amp;',
    '<': '&lt;',
    '>': '&gt;',
    '"': '&quot;',
  };
  return text.replace(/[&<>"]/g, (character) => entities[character] ?? character);
}
