import type { Phrase } from '../presentation/words/phrase';
import { phrase, say } from '../presentation/words/words';

const LOOPBACK_HOSTS = new Set(['127.0.0.1', 'localhost', '[::1]']);

/** What is wrong with an endpoint URL, in English for logs and errors; null for a valid one. */
export function endpointProblem(text: string): string | null {
  const fault = endpointFault(text);
  return fault === null ? null : say('en', fault);
}

/** What is wrong with an endpoint URL, or null. Plain HTTP is for loopback addresses only. */
export function endpointFault(text: string): Phrase | null {
  let url: URL;
  try {
    url = new URL(text);
  } catch {
    return phrase('input.notUrl');
  }
  if (url.protocol !== 'https:' && url.protocol !== 'http:') {
    return phrase('input.notHttps');
  }
  if (url.protocol === 'http:' && !LOOPBACK_HOSTS.has(url.hostname)) {
    return phrase('input.notHttpsNorLoopback');
  }
  if (url.username !== '' || url.password !== '') {
    return phrase('input.userInUrl');
  }
  if (url.pathname !== '/' || url.search !== '' || url.hash !== '') {
    return phrase('input.notBareHost');
  }
  return null;
}
