/**
 * Where the Web UI shows a run: at $TEMPORAL_UI, or at the dev server's port where Temporal is on this machine.
 *
 * @param address `host:port` of the Temporal server
 * @returns null where nobody said where the Web UI is
 */
export function webUiLink(
  env: NodeJS.ProcessEnv,
  address: string,
  namespace: string,
  workflowId: string,
): string | null {
  const local = /^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/.test(address);
  const ui = (env['TEMPORAL_UI'] ?? '').trim() || (local ? 'http://localhost:8233' : '');
  return ui === ''
    ? null
    : `${ui.replace(/\/+$/, '')}/namespaces/${encodeURIComponent(namespace)}/workflows/${encodeURIComponent(workflowId)}`;
}
