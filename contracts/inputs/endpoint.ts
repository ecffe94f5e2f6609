import type { Phrase } from '../../presentation/words/phrase';
import { phrase } from '../../presentation/words/words';

const LOOPBACK_HOSTS = new Set(['127.0.0.1', 'localhost', '[::1]']);

/** What is wrong with an endpoint URL, or null. Plain HTTP is for loopback addresses only. */
export function endpointProblem(text: string): Phrase | null {
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
