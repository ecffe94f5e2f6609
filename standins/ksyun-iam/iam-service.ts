import type { Service } from '../core/service';
import { accessKeyActions } from './access-key-actions';
import { iamErrorAnswer } from './iam-answer';
import { arrangeIam } from './iam-arrangement';
import { actionOf, handleIam } from './iam-endpoint';
import type { KsyunIdentityStore } from './identity-store';
import { policyActions } from './policy-actions';
import { userActions } from './user-actions';

/** Kingsoft Cloud's IAM (2015-11-01): the actions that the source's AccessKey needs, signatures verified. */
export function createKsyunIamService(store: KsyunIdentityStore): Service {
  const actions = { ...userActions(store), ...accessKeyActions(store), ...policyActions(store) };
  return {
    name: 'iam',
    // What Kingsoft's own SDKs retry on: `Throttling` with 400, and 429 (kscore, _retry.yaml).
    slowDown: { status: 429, code: 'Throttling', message: 'Rate exceeded.' },
    identify: actionOf,
    handle: (request) => handleIam(request, store, actions),
    renderError: iamErrorAnswer,
    arrange: (command, body) => arrangeIam(store, command, body),
  };
}
