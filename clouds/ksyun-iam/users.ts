import { z } from 'zod';
import { aboutIamUser } from './about-user';
import { acknowledged, type IamApi } from './iam-api';
import { hasIamCode } from './iam-error';
import { allPages, completePages, listOf, pageOf, position, time } from './iam-lists';
import type { IamUser, IamUsers, ListedIamUser } from './port';
import { phrase } from '../../presentation/words/words';

const user = z
  .object({
    UserName: z.string().min(1),
    Krn: z.string().nullish(),
    Remark: z.string().nullish(),
    CreateDate: time,
  })
  .transform((found): IamUser => ({
    name: found.UserName,
    accountId: /^krn:ksc:iam::(\w+):/.exec(found.Krn ?? '')?.[1] ?? null,
    remark: found.Remark ?? '',
    createdAt: found.CreateDate,
  }));

/** Terraform's provider reads the fields in a `User`; the Go SDK's models have them one level higher. */
const getAnswer = z
  .object({
    GetUserResult: z.union([z.object({ User: user }), user.transform((found) => ({ User: found }))]),
  })
  .transform(({ GetUserResult }) => GetUserResult.User);

const createAnswer = z.object({
  CreateUserResult: z.object({ User: z.object({ UserName: z.string().min(1) }) }),
});

const listAnswer = z
  .object({ ListUserResult: z.object({ Users: listOf(user), ...position }) })
  .transform(({ ListUserResult }) => pageOf(ListUserResult.Users, ListUserResult));

/** A list without remarks must not be taken for users without a mark. */
const listedUser = z
  .object({ UserName: z.string().min(1), Remark: z.string().nullish(), CreateDate: time })
  .transform((found): ListedIamUser => ({
    name: found.UserName,
    remark: found.Remark ?? null,
    createdAt: found.CreateDate,
  }));

const everybodyAnswer = z
  .object({ ListUserResult: z.object({ Users: listOf(listedUser), ...position }) })
  .transform(({ ListUserResult }) => pageOf(ListUserResult.Users, ListUserResult));

const GONE = /^UserNoSuchEntity$/;
/** The code for a name that is taken is not documented. */
const TAKEN = /AlreadyExist|Duplicate/i;

/** The users of an account. */
export function iamUsers(api: IamApi): IamUsers {
  return {
    async getUser(name, signal) {
      try {
        return await api.read({ action: 'GetUser', ...aboutIamUser(name), answer: getAnswer }, signal);
      } catch (error) {
        if (hasIamCode(error, GONE)) {
          return null;
        }
        throw error;
      }
    },

    async usersWithAccessKey(accessKeyId, signal) {
      const resource = phrase('resource.accessKeyOwner', { id: accessKeyId });
      try {
        const users = await allPages((marker) =>
          api.read(
            {
              action: 'ListUsers',
              resource,
              parameters: { AccessKey: accessKeyId, ...(marker === undefined ? {} : { Marker: marker }) },
              answer: listAnswer,
            },
            signal,
          ),
        );
        return users ?? [];
      } catch (error) {
        if (hasIamCode(error, /NoSuchEntity$/)) {
          return [];
        }
        throw error;
      }
    },

    async listUsers(signal) {
      const resource = phrase('resource.iamUsers');
      return completePages(resource, (marker) =>
        api.read(
          {
            action: 'ListUsers',
            resource,
            parameters: marker === undefined ? {} : { Marker: marker },
            answer: everybodyAnswer,
          },
          signal,
        ),
      );
    },

    async createUser(name, remark, signal) {
      const { resource, parameters } = aboutIamUser(name);
      try {
        await api.write(
          {
            action: 'CreateUser',
            resource,
            parameters: { ...parameters, Remark: remark },
            answer: createAnswer,
          },
          signal,
        );
        return 'created';
      } catch (error) {
        if (hasIamCode(error, TAKEN)) {
          return 'exists';
        }
        throw error;
      }
    },

    async updateRemark(name, remark, signal) {
      const { resource, parameters } = aboutIamUser(name);
      await api.write(
        {
          action: 'UpdateUser',
          resource,
          parameters: { ...parameters, NewRemark: remark },
          answer: z.object({ RequestId: z.string().min(1) }),
        },
        signal,
      );
    },

    async deleteUser(name, signal) {
      try {
        await api.write({ action: 'DeleteUser', ...aboutIamUser(name), answer: acknowledged }, signal);
      } catch (error) {
        if (hasIamCode(error, /DeleteConflict$/)) {
          return { outcome: 'blocked', blockedBy: error.context.code ?? '' };
        }
        if (!hasIamCode(error, GONE)) {
          throw error;
        }
      }
      return { outcome: 'removed' };
    },
  };
}
