import type { StandInContext } from '../core/context';
import type { Service } from '../core/service';
import { createAcsEndpoint, renderAcsError, resourceOf, type Action } from '../ram/acs-endpoint';
import { actionOf } from '../ram/acs-parameters';
import type { IdentityStore } from '../ram/identity-store';
import { acsSlowDown } from '../ram/ram-service';

/** Needs no permission; every key may ask who it is. */
const getCallerIdentity: Action = ({ caller }) => {
  const { account, user } = caller;
  const principal = user === undefined ? account.id : user.id;
  return {
    body: {
      AccountId: account.id,
      IdentityType: user === undefined ? 'Account' : 'RAMUser',
      PrincipalId: principal,
      UserId: principal,
      Arn: user === undefined ? `acs:ram::${account.id}:root` : `acs:ram::${account.id}:user/${user.name}`,
    },
  };
};

/** STS (2015-04-01), of which a preparation uses GetCallerIdentity only. Sees fresh keys late. */
export function createStsService(context: StandInContext, store: IdentityStore): Service {
  return {
    name: 'sts',
    slowDown: acsSlowDown,
    identify: (request) => ({ operation: actionOf(request).action, resource: resourceOf(request) }),
    handle: createAcsEndpoint({
      versions: { '2015-04-01': { GetCallerIdentity: getCallerIdentity } },
      clock: context.clocks.of('sts'),
      findKey: (accessKeyId) => store.findKey(accessKeyId, { propagated: true }),
    }),
    renderError: renderAcsError,
  };
}
