const LOOPBACK_HOSTS = new Set(['127.0.0.1', 'localhost', '[::1]']);

/** Says what is wrong with an endpoint URL, or null. Plain HTTP is for loopback addresses only. */
export function endpointProblem(text: string): string | null {
  let url: URL;
  try {
    url = new URL(text);
  } catch {
    return 'is not a URL';
  }
  if (url.protocol !== 'https:' && url.protocol !== 'http:') {
    return 'must start with https://';
  }
  if (url.protocol === 'http:' && !LOOPBACK_HOSTS.has(url.hostname)) {
    return 'must start with https:// (plain http is accepted for loopback addresses only)';
  }
  if (url.username !== '' || url.password !== '') {
    return 'must not hold a user name or password';
  }
  if (url.pathname !== '/' || url.search !== '' || url.hash !== '') {
    return 'must be the bare host, without a path or bucket name';
  }
  return null;
}
