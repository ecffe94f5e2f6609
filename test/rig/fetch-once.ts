/**
 * `fetch` over a new connection. A server may close an idle kept-alive connection at the moment it is used again;
 * `fetch` then fails, and a busy test process notices it too late.
 */
export function fetchOnce(url: string, init: RequestInit = {}): Promise<Response> {
  const headers = new Headers(init.headers);
  headers.set('connection', 'close');
  return fetch(url, { ...init, headers });
}
