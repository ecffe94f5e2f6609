/**
 * Where the Web UI is: where somebody says it is, or at the dev server's port where Temporal is on this machine.
 *
 * @param said $TEMPORAL_UI
 * @param address `host:port` of the Temporal server
 * @returns null where nobody knows
 */
export function webUiAt(said: string | undefined, address: string): string | null {
  const local = /^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/.test(address);
  const ui = (said ?? '').trim() || (local ? 'http://localhost:8233' : '');
  return ui === '' ? null : ui.replace(/\/+$/, '');
}

/** The page of a run in the Web UI. It holds no character that ends a link in Markdown or mrkdwn. */
export function runPage(webUi: string, namespace: string, workflowId: string): string {
  return `${webUi}/namespaces/${encoded(namespace)}/workflows/${encoded(workflowId)}`;
}

/** The page that lists the runs that a query finds. */
export function listPage(webUi: string, namespace: string, query: string): string {
  return `${webUi}/namespaces/${encoded(namespace)}/workflows?query=${encoded(query)}`;
}

/** Percent-encoded with the marks too that `encodeURIComponent` leaves (RFC 3986, 2.2: sub-delims). */
function encoded(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
