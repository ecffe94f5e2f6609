import { listPage, runPage, webUiAt } from '../../contracts/runs/web-ui';
import type { Preparations } from './preparations';

/** Links into the Web UI: at $TEMPORAL_UI, or at the dev server's port if Temporal is on this machine; null if nobody knows. */
export function webUiLinks(
  env: NodeJS.ProcessEnv,
  address: string,
  namespace: string,
): Pick<Preparations, 'linkOf' | 'viewOf'> {
  const webUi = webUiAt(env['TEMPORAL_UI'], address);
  return {
    linkOf: (workflowId) => (webUi === null ? null : runPage(webUi, namespace, workflowId)),
    viewOf: (query) => (webUi === null ? null : listPage(webUi, namespace, query)),
  };
}
