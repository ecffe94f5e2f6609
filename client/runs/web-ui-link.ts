import { runPage, webUiAt } from '../../contracts/web-ui';

/**
 * The page of a run in the Web UI: at $TEMPORAL_UI, or at the dev server's port if Temporal is on this machine.
 *
 * @param address `host:port` of the Temporal server
 * @returns null if the address of the Web UI is unknown
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
