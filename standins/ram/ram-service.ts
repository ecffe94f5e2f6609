import type { StandInContext } from '../core/context';
import type { Service } from '../core/service';
import { accessKeyActions } from './access-key-actions';
import { accountActions, imsActions } from './account-actions';
import { createAcsEndpoint, renderAcsError, resourceOf } from './acs-endpoint';
import { actionOf } from './acs-parameters';
import { groupActions } from './group-actions';
import type { IdentityStore } from './identity-store';
import { loginProfileActions } from './login-profile-actions';
import { policyActions } from './policy-actions';
import { arrangeRam } from './ram-arrangement';
import { userActions } from './user-actions';

/** What these APIs answer when they are asked too often; see "Throttling" in their common error codes. */
export const acsSlowDown = {
  status: 400,
  code: 'Throttling.User',
  message: 'Request was denied due to user flow control.',
};

/** RAM (2015-05-01) and the few IMS (2019-08-15) actions a preparation needs, on one endpoint. */
export function createRamService(context: StandInContext, store: IdentityStore): Service {
  const endpoint = createAcsEndpoint({
    versions: {
      '2015-05-01': {
        ...userActions(store, context.propagation),
        ...groupActions,
        ...loginProfileActions(context.secrets),
        ...accessKeyActions(store),
        ...policyActions,
        ...accountActions,
      },
      '2019-08-15': imsActions,
    },
    clock: context.clocks.of('ram'),
    findKey: (accessKeyId) => store.findKey(accessKeyId, { propagated: false }),
    permission: 'ram',
  });
  return {
    name: 'ram',
    slowDown: acsSlowDown,
    identify: (request) => ({ operation: actionOf(request).action, resource: resourceOf(request) }),
    handle: endpoint,
    renderError: renderAcsError,
    arrange: (command, body) => arrangeRam({ store, secrets: context.secrets }, command, body),
  };
}
