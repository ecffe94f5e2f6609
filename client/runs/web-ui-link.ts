import { listPage, runPage, webUiAt } from '../../contracts/web-ui';

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

/** The list of runs in the Web UI that a query finds; null if the address of the Web UI is unknown. */
export function webUiView(
  env: NodeJS.ProcessEnv,
  address: string,
  namespace: string,
  query: string,
): string | null {
  const webUi = webUiAt(env['TEMPORAL_UI'], address);
  return webUi === null ? null : listPage(webUi, namespace, query);
}
