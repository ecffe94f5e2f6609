import { z } from 'zod';
import { PrepError } from '../../contracts/prep-error';
import { hasCode } from '../alibaba/openapi-error';
import type { RamUser, RamUsers } from './port';
import { aboutUser, acknowledged, type RamApi } from './ram-api';
import { phrase } from '../../presentation/words/words';

const user = z
  .object({
    UserName: z.string(),
    UserId: z.string(),
    DisplayName: z.string().optional(),
    Comments: z.string().optional(),
    CreateDate: z.string(),
  })
  .transform((found): RamUser => ({
    name: found.UserName,
    userId: found.UserId,
    displayName: found.DisplayName ?? '',
    comments: found.Comments ?? '',
    createdAt: found.CreateDate,
  }));

const userAnswer = z.object({ User: user });

const usersAnswer = z.object({
  Users: z.object({ User: z.array(user) }),
  IsTruncated: z.boolean(),
  Marker: z.string().optional(),
});

const groupsAnswer = z.object({
  Groups: z.object({ Group: z.array(z.object({ GroupName: z.string().min(1) })) }),
});

/** Of 100 users each, as RAM has them by default: far more than the 1,000 that an account may have by default. */
const MAX_PAGES = 500;

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

    async listUsers(signal) {
      const resource = phrase('resource.ramUsers');
      const users: RamUser[] = [];
      const seen = new Set<string>();
      for (let marker: string | undefined; seen.size < MAX_PAGES;) {
        const query = marker === undefined ? undefined : { Marker: marker };
        const answer = await api.read({ action: 'ListUsers', resource, query, answer: usersAnswer }, signal);
        users.push(...answer.Users.User);
        if (!answer.IsTruncated) {
          return users;
        }
        if (answer.Marker === undefined || seen.has(answer.Marker)) {
          break;
        }
        marker = answer.Marker;
        seen.add(marker);
      }
      throw new PrepError('RamUnavailable', { resource, detail: phrase('clouds.endlessList') });
    },

    async listGroups(userName, signal) {
      const call = { action: 'ListGroupsForUser', ...aboutUser(userName), answer: groupsAnswer };
      return (await api.read(call, signal)).Groups.Group.map(({ GroupName }) => GroupName);
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
