import { z } from 'zod';
import { hasCode } from '../alibaba/openapi-error';
import type { RamUser, RamUsers } from './port';
import { aboutUser, acknowledged, type RamApi } from './ram-api';

const userAnswer = z.object({
  User: z
    .object({
      UserName: z.string(),
      UserId: z.string(),
      DisplayName: z.string().optional(),
      Comments: z.string().optional(),
      CreateDate: z.string(),
    })
    .transform((user): RamUser => ({
      name: user.UserName,
      userId: user.UserId,
      displayName: user.DisplayName ?? '',
      comments: user.Comments ?? '',
      createdAt: user.CreateDate,
    })),
});

/** The users of an account. */
export function ramUsers(api: RamApi): RamUsers {
  return {
    async getUser(name, signal) {
      try {
        const answer = await api.read({ action: 'GetUser', ...aboutUser(name), answer: userAnswer }, signal);
        return answer.User;
      } catch (error) {
        if (hasCode(error, /^EntityNotExist\.User$/)) {
          return null;
        }
        throw error;
      }
    },

    async createUser({ name, displayName, comments }, signal) {
      const { resource, query } = aboutUser(name);
      const described = { ...query, DisplayName: displayName, Comments: comments };
      try {
        const answer = await api.write(
          { action: 'CreateUser', resource, query: described, answer: userAnswer },
          signal,
        );
        return { outcome: 'created', user: answer.User };
      } catch (error) {
        if (hasCode(error, /^EntityAlreadyExists\.User$/)) {
          return { outcome: 'exists' };
        }
        throw error;
      }
    },

    async updateComments(name, comments, signal) {
      const { resource, query } = aboutUser(name);
      const changed = { ...query, NewComments: comments };
      await api.write({ action: 'UpdateUser', resource, query: changed, answer: acknowledged }, signal);
    },

    async deleteUser(name, signal) {
      try {
        await api.write({ action: 'DeleteUser', ...aboutUser(name), answer: acknowledged }, signal);
      } catch (error) {
        if (hasCode(error, /^DeleteConflict\.User\./)) {
          return { outcome: 'blocked', blockedBy: error.context.code?.split('.')[2] ?? '' };
        }
        if (!hasCode(error, /^EntityNotExist\.User$/)) {
          throw error;
        }
      }
      return { outcome: 'removed' };
    },
  };
}
