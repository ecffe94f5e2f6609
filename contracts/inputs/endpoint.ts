import type { Phrase } from '../../presentation/words/phrase';
import { phrase } from '../../presentation/words/words';

const LOOPBACK_HOSTS = new Set(['127.0.0.1', 'localhost', '[::1]']);

/** A host, with or without a port. Nothing else is shown again: it may hold a password. */
const HOST = /^(\[[0-9a-f:]+\]|[a-z0-9.-]+)(:\d{1,5})?\/?$/i;

/** The URL that a host without a scheme means; null for anything else. */
export function withScheme(text: string): string | null {
  const [, host] = HOST.exec(text) ?? [];
  if (host === undefined || !/[.:]|^localhost$/i.test(host)) {
    return null;
  }
  return `${LOOPBACK_HOSTS.has(host.toLowerCase()) ? 'http' : 'https'}://${text}`;
}

/** What is wrong with an endpoint URL, or null. Plain HTTP is for loopback addresses only. */
export function endpointProblem(text: string): Phrase | null {
  const meant = withScheme(text);
  if (meant !== null) {
    return phrase('input.noScheme', { meant });
  }
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
