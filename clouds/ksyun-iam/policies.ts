import { z } from 'zod';
import { aboutIamUser } from './about-user';
import { acknowledged, type IamApi } from './iam-api';
import { hasIamCode } from './iam-error';
import { completePages, listOf, pageOf, position, type IamPage } from './iam-lists';
import type { IamPolicies, IamPolicy } from './port';
import type { Said } from '../../presentation/words/phrase';
import { phrase } from '../../presentation/words/words';

const described = { PolicyName: z.string().min(1), Description: z.string().nullish() };

const policy = z.object({ ...described, Krn: z.string().min(1) }).transform((found): IamPolicy => ({
  krn: found.Krn,
  name: found.PolicyName,
  description: found.Description ?? '',
}));

const attachedPolicy = z
  .object({ ...described, PolicyKrn: z.string().min(1) })
  .transform((found): IamPolicy => ({
    krn: found.PolicyKrn,
    name: found.PolicyName,
    description: found.Description ?? '',
  }));

const listAnswer = z
  .object({ ListPoliciesResult: z.object({ Policies: listOf(policy), ...position }) })
  .transform(({ ListPoliciesResult }) => pageOf(ListPoliciesResult.Policies, ListPoliciesResult));

const attachedAnswer = z
  .object({
    ListAttachedUserPoliciesResult: z.object({ AttachedPolicies: listOf(attachedPolicy), ...position }),
  })
  .transform(({ ListAttachedUserPoliciesResult: result }) => pageOf(result.AttachedPolicies, result));

const createAnswer = z.object({
  CreatePolicyResult: z.object({ Policy: z.object({ PolicyName: z.string().min(1) }) }),
});

/** Custom policies, and which policies a user has. */
export function iamPolicies(api: IamApi): IamPolicies {
  const listed = (
    action: string,
    resource: Said,
    parameters: Readonly<Record<string, string>>,
    answer: z.ZodType<IamPage<IamPolicy>>,
    signal: AbortSignal,
  ) =>
    completePages(resource, (marker) =>
      api.read(
        {
          action,
          resource,
          parameters: {
            ...parameters,
            MaxItems: '1000',
            ...(marker === undefined ? {} : { Marker: marker }),
          },
          answer,
        },
        signal,
      ),
    );

  return {
    async findPolicy(name, signal) {
      const all = await listed(
        'ListPolicies',
        phrase('resource.iamPolicy', { name }),
        { Scope: 'Local' },
        listAnswer,
        signal,
      );
      return all.find((one) => one.name === name) ?? null;
    },

    async createPolicy(name, document, description, signal) {
      const parameters = { PolicyName: name, PolicyDocument: document, Description: description };
      try {
        await api.write(
          {
            action: 'CreatePolicy',
            resource: phrase('resource.iamPolicy', { name }),
            parameters,
            answer: createAnswer,
          },
          signal,
        );
        return 'created';
      } catch (error) {
        if (hasIamCode(error, /^PolicyAlreadyExists$/)) {
          return 'exists';
        }
        throw error;
      }
    },

    async deletePolicy(krn, signal) {
      const call = {
        action: 'DeletePolicy',
        resource: phrase('resource.iamPolicy', { name: krn }),
        parameters: { PolicyKrn: krn },
      };
      try {
        await api.write({ ...call, answer: acknowledged }, signal);
      } catch (error) {
        if (hasIamCode(error, /^PolicyDeleteConflict$/)) {
          return 'blocked';
        }
        if (!hasIamCode(error, /^PolicyNoSuchEntity$/)) {
          throw error;
        }
      }
      return 'removed';
    },

    listAttachedPolicies(userName, signal) {
      const { resource, parameters } = aboutIamUser(userName);
      return listed('ListAttachedUserPolicies', resource, parameters, attachedAnswer, signal);
    },

    async attachPolicy(userName, krn, signal) {
      try {
        await api.write({ action: 'AttachUserPolicy', ...attachment(userName, krn) }, signal);
        return 'attached';
      } catch (error) {
        if (hasIamCode(error, /^UserPolicyAlreadyExists$/)) {
          return 'already-attached';
        }
        throw error;
      }
    },

    async detachPolicy(userName, krn, signal) {
      try {
        await api.write({ action: 'DetachUserPolicy', ...attachment(userName, krn) }, signal);
      } catch (error) {
        if (!hasIamCode(error, /NoSuchEntity$/)) {
          throw error;
        }
      }
    },
  };
}

function attachment(userName: string, krn: string) {
  const { resource, parameters } = aboutIamUser(userName);
  return { resource, parameters: { ...parameters, PolicyKrn: krn }, answer: acknowledged };
}
