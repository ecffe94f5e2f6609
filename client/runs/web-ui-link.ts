import { runPage, webUiAt } from '../../contracts/web-ui';

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
  const webUi = webUiAt(env['TEMPORAL_UI'], address);
  return webUi === null ? null : runPage(webUi, namespace, workflowId);
}
