import { randomBytes } from 'node:crypto';
import { iamError } from './iam-errors';
import type { IamAction, IamCall } from './iam-endpoint';
import { iamTime, type IamPolicy } from './identity-model';
import type { KsyunIdentityStore } from './identity-store';
import { iamPage, members } from './paging';
import { parseDocument } from './policy-document';

/** CreatePolicy, ListPolicies, DeletePolicy, and what is attached to users. */
export function policyActions(store: KsyunIdentityStore): Record<string, IamAction> {
  const { account, switches } = store;
  const attachments = (policy: IamPolicy) =>
    account.users.filter(({ policies }) => policies.includes(policy)).length;
  const describe = (policy: IamPolicy) => ({
    PolicyId: policy.id,
    PolicyName: policy.name,
    PolicyType: policy.type === 'system' ? 1 : 2,
    Description: policy.description,
    Krn: policy.krn,
    Path: '/',
    DefaultVersionId: 'v1',
    CreateDate: iamTime(policy.createdAt),
    AttachmentCount: attachments(policy),
  });
  const attachment = ({ parameters }: IamCall) => {
    const user = store.userNamed(parameters.required('UserName'));
    const policy = store.policyAt(parameters.required('PolicyKrn'));
    return { user, policy, at: user.policies.indexOf(policy) };
  };

  return {
    CreatePolicy({ parameters }) {
      const name = parameters.matching('PolicyName', /^[\w+=,.@-]{1,128}$/);
      const document = parameters.required('PolicyDocument');
      if (document.length > account.limits.documentLength) {
        throw iamError('InvalidParameterValue', 'Parameter: PolicyDocument.');
      }
      const statements = parseDocument(document);
      const custom = account.policies.filter(({ type }) => type === 'custom');
      if (account.policies.some((policy) => policy.name === name)) {
        throw iamError('PolicyAlreadyExists');
      }
      if (custom.length >= account.limits.customPolicies) {
        throw iamError('PolicyLimitExceeded');
      }
      const policy: IamPolicy = {
        krn: `krn:ksc:iam::${account.id}:policy/${name}`,
        id: randomBytes(8).toString('hex'),
        name,
        description: parameters.optional('Description') ?? '',
        type: 'custom',
        document,
        statements,
        createdAt: store.now,
      };
      account.policies.push(policy);
      return { body: { CreatePolicyResult: { Policy: describe(policy) } }, effect: `created policy ${name}` };
    },

    ListPolicies({ parameters }) {
      const scope = parameters.optional('Scope') ?? 'ALL';
      const type = { KSC: 'system', Local: 'custom' }[scope];
      const wanted = account.policies.filter((policy) => type === undefined || policy.type === type);
      const { items, position } = iamPage(wanted, parameters, 1000);
      return {
        body: { ListPoliciesResult: { Policies: members(items.map(describe), switches), ...position } },
      };
    },

    DeletePolicy({ parameters }) {
      const policy = store.policyAt(parameters.required('PolicyKrn'));
      if (attachments(policy) > 0) {
        throw iamError('PolicyDeleteConflict');
      }
      account.policies.splice(account.policies.indexOf(policy), 1);
      return { body: { result: true }, effect: `deleted policy ${policy.name}` };
    },

    AttachUserPolicy(call) {
      const { user, policy, at } = attachment(call);
      if (at >= 0) {
        throw iamError('UserPolicyAlreadyExists');
      }
      if (user.policies.length >= account.limits.policiesPerUser) {
        throw iamError('UserPolicyLimitExceeded');
      }
      user.policies.push(policy);
      return { body: { result: 1 }, effect: `attached policy ${policy.name} to user ${user.name}` };
    },

    DetachUserPolicy(call) {
      const { user, policy, at } = attachment(call);
      if (at < 0) {
        throw iamError('UserPolicyNoSuchEntity');
      }
      user.policies.splice(at, 1);
      return { body: { result: true }, effect: `detached policy ${policy.name} from user ${user.name}` };
    },

    ListAttachedUserPolicies({ parameters }) {
      const user = store.userNamed(parameters.required('UserName'));
      const { items, position } = iamPage(user.policies, parameters, 1000);
      const attached = items.map((policy) => ({
        PolicyKrn: policy.krn,
        PolicyName: policy.name,
        CreateTime: iamTime(policy.createdAt),
        Description: policy.description,
        Type: policy.type === 'system' ? 1 : 2,
      }));
      const list = { AttachedPolicies: members(attached, switches), ...position };
      return { body: { ListAttachedUserPoliciesResult: list } };
    },
  };
}
