/**
 * `fetch` over a connection of its own. One that is kept open may be closed by its server, which hears nothing for some
 * seconds, in the moment in which it is used again: `fetch` fails then, and a busy test process hears of it too late.
 */
export function fetchOnce(url: string, init: RequestInit = {}): Promise<Response> {
  const headers = new Headers(init.headers);
  headers.set('connection', 'close');
  return fetch(url, { ...init, headers });
}
