import StsClient from '@alicloud/sts20150401';
import { z } from 'zod';
import { boundedAnswers } from '../bounded-answers';
import { readCall } from '../alibaba/cancellation';
import { openApiBounds, openApiConfig, type OpenApiOptions } from '../alibaba/openapi-config';
import { incompleteAnswer, openApiError } from '../alibaba/openapi-error';
import type { CallerIdentity, Identity } from './port';
import { phrase } from '../../presentation/words/words';

const identityAnswer = z
  .object({
    accountId: z.string().min(1),
    arn: z.string(),
    identityType: z.string(),
    principalId: z.string().optional(),
    userId: z.string().optional(),
  })
  .transform(({ principalId, userId, ...identity }): Identity => ({
    ...identity,
    principalId: principalId ?? userId ?? identity.accountId,
  }));

/**
 * STS over Alibaba Cloud's own SDK.
 *
 * @throws PrepError `EndpointRefused`
 */
export function createCallerIdentity(options: OpenApiOptions): CallerIdentity {
  const client = new StsClient(openApiConfig(options, phrase('resource.sts'), 'sts.aliyuncs.com'));
  const resource = phrase('resource.accessKeyIdentity', { id: options.accessKeyId });
  return {
    async whoAmI(signal) {
      const response = await readCall(signal, () =>
        boundedAnswers(openApiBounds(options), () => client.getCallerIdentity()).catch((error: unknown) => {
          throw openApiError(error, resource);
        }),
      );
      const identity = identityAnswer.safeParse(response.body);
      if (!identity.success) {
        throw incompleteAnswer(resource);
      }
      return identity.data;
    },
  };
}
