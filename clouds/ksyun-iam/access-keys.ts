import { z } from 'zod';
import { Secret } from '../../contracts/credentials/secret';
import { aboutIamUser } from './about-user';
import { acknowledged, type IamApi } from './iam-api';
import { hasIamCode } from './iam-error';
import { listOf, time } from './iam-lists';
import type { IamAccessKey, IamAccessKeys, OwnedAccessKey } from './port';
import { phrase } from '../../presentation/words/words';

/** The user or the key is gone already; the code for a key is not documented. */
const GONE = /NoSuchEntity$/;

const key = z
  .object({
    AccessKeyId: z.string().min(1),
    Status: z.enum(['Active', 'Inactive']),
    CreateDate: time,
    AkLastUsedTime: time,
  })
  .transform((found): IamAccessKey => ({
    accessKeyId: found.AccessKeyId,
    status: found.Status,
    createdAt: found.CreateDate,
    lastUsedAt: found.AkLastUsedTime,
  }));

const listAnswer = z
  .object({ ListAccessKeyResult: z.object({ AccessKeyMetadata: listOf(key) }) })
  .transform(({ ListAccessKeyResult }) => ListAccessKeyResult.AccessKeyMetadata);

const ownedKey = z
  .object({ AccessKey: z.string().min(1), UserName: z.string().nullish(), AkLastUsedTime: time })
  .transform((found): OwnedAccessKey => ({
    accessKeyId: found.AccessKey,
    userName: found.UserName ?? '',
    lastUsedAt: found.AkLastUsedTime,
  }));

const allAnswer = z
  .object({ AccessKeyList: listOf(ownedKey) })
  .transform(({ AccessKeyList }) => AccessKeyList);

const createAnswer = z.object({
  CreateAccessKeyResult: z.object({
    AccessKey: z.object({ AccessKeyId: z.string().min(1), SecretAccessKey: z.string().min(1) }),
  }),
});

/** The AccessKeys of users. */
export function iamAccessKeys(api: IamApi): IamAccessKeys {
  return {
    listAccessKeys: (userName, signal) =>
      api.read({ action: 'ListAccessKeys', ...aboutIamUser(userName), answer: listAnswer }, signal),

    listAllAccessKeys: (signal) =>
      api.read(
        {
          action: 'ListAllUserAccessKeys',
          resource: phrase('resource.iamAccessKeys'),
          parameters: {},
          answer: allAnswer,
        },
        signal,
      ),

    async createAccessKey(userName, signal) {
      const call = { action: 'CreateAccessKey', ...aboutIamUser(userName), answer: createAnswer };
      const { AccessKey: made } = (await api.write(call, signal)).CreateAccessKeyResult;
      return { accessKeyId: made.AccessKeyId, secret: new Secret(made.SecretAccessKey) };
    },

    async setAccessKeyStatus(userName, accessKeyId, status, signal) {
      const { resource, parameters } = aboutIamUser(userName);
      const changed = { ...parameters, AccessKeyId: accessKeyId, Status: status };
      try {
        await api.write(
          { action: 'UpdateAccessKey', resource, parameters: changed, answer: acknowledged },
          signal,
        );
        return 'changed';
      } catch (error) {
        if (hasIamCode(error, GONE)) {
          return 'missing';
        }
        throw error;
      }
    },

    async deleteAccessKey(userName, accessKeyId, signal) {
      const { resource, parameters } = aboutIamUser(userName);
      const named = { ...parameters, AccessKeyId: accessKeyId };
      try {
        await api.write(
          { action: 'DeleteAccessKey', resource, parameters: named, answer: acknowledged },
          signal,
        );
      } catch (error) {
        if (!hasIamCode(error, GONE)) {
          throw error;
        }
      }
    },
  };
}
