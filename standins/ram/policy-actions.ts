import { acsError, invalidParameter } from './acs-errors';
import type { Action } from './acs-endpoint';
import type { AcsParameters } from './acs-parameters';
import { acsTime, type AlibabaAccount, type Policy, type PolicyType } from './identity-model';
import { policyNamed, userNamed } from './identity-store';
import { page } from './paging';
import { parsePolicyDocument } from './policy-evaluation';

/** Longest policy document, in characters. */
const maxDocumentLength = 6144;

/** Policies and what they are attached to. */
export const policyActions: Record<string, Action> = {
  CreatePolicy({ account, parameters, now }) {
    const name = parameters.required('PolicyName');
    if (name.length > 128) {
      throw invalidParameter('PolicyName', 'Length');
    }
    if (!/^[A-Za-z0-9-]+$/.test(name)) {
      throw invalidParameter('PolicyName', 'InvalidChars');
    }
    const document = parameters.required('PolicyDocument');
    if (document.length > maxDocumentLength) {
      throw invalidParameter('PolicyDocument', 'Length');
    }
    const description = parameters.optional('Description') ?? '';
    if (description.length > 1024) {
      throw invalidParameter('Description', 'Length');
    }
    parsePolicyDocument(document);
    if (policyNamed(account, name) !== undefined) {
      throw acsError('EntityAlreadyExists.Policy');
    }
    const custom = account.policies.filter(({ type }) => type === 'Custom');
    if (custom.length >= account.limits.customPolicies) {
      throw acsError('LimitExceeded.Policy');
    }
    const policy: Policy = { name, type: 'Custom', description, document, createdAt: now };
    account.policies.push(policy);
    return { body: { Policy: describe(policy) }, effect: `created policy ${name}` };
  },

  GetPolicy({ account, parameters }) {
    const policy = existingPolicy(account, parameters);
    const version = {
      VersionId: 'v1',
      IsDefaultVersion: true,
      PolicyDocument: policy.document,
      CreateDate: acsTime(policy.createdAt),
    };
    const described = {
      ...describe(policy),
      UpdateDate: acsTime(policy.createdAt),
      AttachmentCount: attachments(account, policy),
    };
    return { body: { Policy: described, DefaultPolicyVersion: version } };
  },

  ListPolicies({ account, parameters }) {
    const type = parameters.has('PolicyType') ? policyType(parameters) : undefined;
    const wanted = account.policies.filter((policy) => type === undefined || policy.type === type);
    const { items, position } = page(wanted, parameters);
    const policies = items.map((policy) => ({
      ...describe(policy),
      UpdateDate: acsTime(policy.createdAt),
      AttachmentCount: attachments(account, policy),
    }));
    return { body: { Policies: { Policy: policies }, ...position } };
  },

  DeletePolicy({ account, parameters }) {
    const name = parameters.required('PolicyName');
    const policy = policyNamed(account, name, 'Custom');
    if (policy === undefined) {
      throw acsError('EntityNotExist.Policy');
    }
    if (attachments(account, policy) > 0) {
      throw acsError('DeleteConflict.Policy.User');
    }
    account.policies.splice(account.policies.indexOf(policy), 1);
    return { effect: `deleted policy ${policy.name}` };
  },

  AttachPolicyToUser({ account, parameters, now }) {
    const user = userNamed(account, parameters.required('UserName'));
    const policy = existingPolicy(account, parameters);
    if (user.policies.some((attached) => attached.policy === policy)) {
      throw acsError('EntityAlreadyExists.User.Policy');
    }
    const limit =
      policy.type === 'System' ? account.limits.systemPoliciesPerUser : account.limits.customPoliciesPerUser;
    if (user.policies.filter((attached) => attached.policy.type === policy.type).length >= limit) {
      throw acsError('LimitExceeded.User.Policy');
    }
    user.policies.push({ policy, attachedAt: now });
    return { effect: `attached policy ${policy.name} to user ${user.name}` };
  },

  DetachPolicyFromUser({ account, parameters }) {
    const user = userNamed(account, parameters.required('UserName'));
    const policy = existingPolicy(account, parameters);
    const at = user.policies.findIndex((attached) => attached.policy === policy);
    if (at < 0) {
      throw acsError('EntityNotExist.User.Policy');
    }
    user.policies.splice(at, 1);
    return { effect: `detached policy ${policy.name} from user ${user.name}` };
  },

  ListPoliciesForUser({ account, parameters }) {
    const user = userNamed(account, parameters.required('UserName'));
    const policies = user.policies.map(({ policy, attachedAt }) => ({
      PolicyName: policy.name,
      PolicyType: policy.type,
      Description: policy.description,
      DefaultVersion: 'v1',
      AttachDate: acsTime(attachedAt),
    }));
    return { body: { Policies: { Policy: policies } } };
  },
};

function policyType(parameters: AcsParameters): PolicyType {
  const type = parameters.required('PolicyType');
  if (type !== 'System' && type !== 'Custom') {
    throw acsError('InvalidParameter.PolicyType');
  }
  return type;
}

function existingPolicy(account: AlibabaAccount, parameters: AcsParameters): Policy {
  const type = policyType(parameters);
  const policy = policyNamed(account, parameters.required('PolicyName'), type);
  if (policy === undefined) {
    throw acsError('EntityNotExist.Policy');
  }
  return policy;
}

const attachments = (account: AlibabaAccount, policy: Policy): number =>
  account.users.filter((user) => user.policies.some((attached) => attached.policy === policy)).length;

const describe = (policy: Policy) => ({
  PolicyName: policy.name,
  PolicyType: policy.type,
  Description: policy.description,
  DefaultVersion: 'v1',
  CreateDate: acsTime(policy.createdAt),
});
