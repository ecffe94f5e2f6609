import { z } from 'zod';
import { PrepError } from '../../contracts/prep-error';
import { hasCode } from '../alibaba/openapi-error';
import type { PolicyName, RamPolicies } from './port';
import { aboutUser, acknowledged, type RamApi, type RamParameters } from './ram-api';
import { phrase } from '../../presentation/words/words';

const listAnswer = z.object({
  Policies: z.object({
    Policy: z.array(
      z
        .object({ PolicyName: z.string(), PolicyType: z.enum(['System', 'Custom']) })
        .transform((policy): PolicyName => ({ name: policy.PolicyName, type: policy.PolicyType })),
    ),
  }),
});

const policyAnswer = z.object({ Policy: z.object({ PolicyName: z.string() }) });
const documentAnswer = z.object({ DefaultPolicyVersion: z.object({ PolicyDocument: z.string() }) });

/** Policies, and which of them a user has. */
export function ramPolicies(api: RamApi): RamPolicies {
  return {
    async listPolicies(userName, signal) {
      const call = { action: 'ListPoliciesForUser', ...aboutUser(userName), answer: listAnswer };
      return (await api.read(call, signal)).Policies.Policy;
    },

    async attachPolicy(userName, policy, signal) {
      try {
        await api.write(attachment('AttachPolicyToUser', userName, policy), signal);
        return 'attached';
      } catch (error) {
        if (hasCode(error, /^EntityAlreadyExists\.User\.Policy$/)) {
          return 'already-attached';
        }
        if (hasCode(error, /^EntityNotExist\.Policy$/)) {
          throw new PrepError('RamPolicyMissing', {
            ...error.context,
            resource: phrase('resource.ramPolicy', { ...policy }),
          });
        }
        throw error;
      }
    },

    async detachPolicy(userName, policy, signal) {
      try {
        await api.write(attachment('DetachPolicyFromUser', userName, policy), signal);
      } catch (error) {
        if (!hasCode(error, /^EntityNotExist\.(User|User\.Policy|Policy)$/)) {
          throw error;
        }
      }
    },

    async policyExists(policy, signal) {
      return (await found(api, policy, policyAnswer, signal)) !== null;
    },

    async policyDocument(name, signal) {
      const answer = await found(api, { name, type: 'Custom' }, documentAnswer, signal);
      return answer?.DefaultPolicyVersion.PolicyDocument ?? null;
    },

    async createPolicy(name, document, description, signal) {
      const call = {
        action: 'CreatePolicy',
        resource: phrase('resource.ramPolicy', { name, type: 'Custom' }),
        // In the body because of its length, not because it is secret.
        body: { PolicyName: name, PolicyDocument: document, Description: description },
        answer: policyAnswer,
      };
      try {
        await api.write(call, signal);
        return 'created';
      } catch (error) {
        if (hasCode(error, /^EntityAlreadyExists\.Policy$/)) {
          return 'exists';
        }
        throw error;
      }
    },
  };
}

/** What GetPolicy answers; null if there is no such policy. */
async function found<T>(
  api: RamApi,
  policy: PolicyName,
  answer: z.ZodType<T>,
  signal: AbortSignal,
): Promise<T | null> {
  const call = {
    action: 'GetPolicy',
    resource: phrase('resource.ramPolicy', { ...policy }),
    query: identified(policy),
    answer,
  };
  try {
    return await api.read(call, signal);
  } catch (error) {
    if (hasCode(error, /^EntityNotExist\.Policy$/)) {
      return null;
    }
    throw error;
  }
}

function attachment(action: string, userName: string, policy: PolicyName) {
  const { resource, query } = aboutUser(userName);
  return { action, resource, query: { ...query, ...identified(policy) }, answer: acknowledged };
}

function identified({ name, type }: PolicyName): RamParameters {
  return { PolicyName: name, PolicyType: type };
}
