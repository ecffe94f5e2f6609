import { z } from 'zod';
import { Secret } from '../../contracts/credentials/secret';
import { hasCode } from '../alibaba/openapi-error';
import type { RamAccessKey, RamAccessKeys } from './port';
import { aboutUser, acknowledged, type RamApi } from './ram-api';

/** The user or the key is gone already. */
const GONE = /^EntityNotExist\.User(\.AccessKey)?$/;

const listAnswer = z.object({
  AccessKeys: z.object({
    AccessKey: z.array(
      z
        .object({ AccessKeyId: z.string(), Status: z.enum(['Active', 'Inactive']), CreateDate: z.string() })
        .transform((key): RamAccessKey => ({
          accessKeyId: key.AccessKeyId,
          status: key.Status,
          createdAt: key.CreateDate,
        })),
    ),
  }),
});

const createAnswer = z.object({
  AccessKey: z.object({ AccessKeyId: z.string().min(1), AccessKeySecret: z.string().min(1) }),
});

/** The AccessKeys of a user. */
export function ramAccessKeys(api: RamApi): RamAccessKeys {
  return {
    async listAccessKeys(userName, signal) {
      const call = { action: 'ListAccessKeys', ...aboutUser(userName), answer: listAnswer };
      return (await api.read(call, signal)).AccessKeys.AccessKey;
    },

    async createAccessKey(userName, signal) {
      const call = { action: 'CreateAccessKey', ...aboutUser(userName), answer: createAnswer };
      const { AccessKey: key } = await api.write(call, signal);
      return { accessKeyId: key.AccessKeyId, secret: new Secret(key.AccessKeySecret) };
    },

    async setAccessKeyStatus(userName, accessKeyId, status, signal) {
      const { resource, query } = aboutUser(userName);
      const changed = { ...query, UserAccessKeyId: accessKeyId, Status: status };
      try {
        await api.write(
          { action: 'UpdateAccessKey', resource, query: changed, answer: acknowledged },
          signal,
        );
        return 'changed';
      } catch (error) {
        if (hasCode(error, GONE)) {
          return 'missing';
        }
        throw error;
      }
    },

    async deleteAccessKey(userName, accessKeyId, signal) {
      const { resource, query } = aboutUser(userName);
      const key = { ...query, UserAccessKeyId: accessKeyId };
      try {
        await api.write({ action: 'DeleteAccessKey', resource, query: key, answer: acknowledged }, signal);
      } catch (error) {
        if (!hasCode(error, GONE)) {
          throw error;
        }
      }
    },
  };
}
