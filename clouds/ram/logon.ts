import { z } from 'zod';
import { hasCode } from '../alibaba/openapi-error';
import type { LogonProfile, LogonSettings, RamLogon } from './port';
import { aboutUser, acknowledged, type RamApi, type RamParameters } from './ram-api';
import type { Said } from '../../presentation/words/phrase';

const profileAnswer = z.object({
  LoginProfile: z
    .object({
      PasswordResetRequired: z.boolean(),
      MFABindRequired: z.boolean().optional(),
      CreateDate: z.string(),
    })
    .transform((profile): LogonProfile => ({
      passwordResetRequired: profile.PasswordResetRequired,
      mfaBindRequired: profile.MFABindRequired ?? false,
      createdAt: profile.CreateDate,
    })),
});

const createAnswer = acknowledged.extend({
  LoginProfile: z.object({ CreateDate: z.string().optional() }).optional(),
});

/** The user or its profile is gone already. */
const PROFILE_GONE = /^EntityNotExist\.User(\.LoginProfile)?$/;

/** Console logon of a user. */
export function ramLogon(api: RamApi): RamLogon {
  return {
    async getLogonProfile(userName, signal) {
      const call = { action: 'GetLoginProfile', ...aboutUser(userName), answer: profileAnswer };
      try {
        return (await api.read(call, signal)).LoginProfile;
      } catch (error) {
        if (hasCode(error, /^EntityNotExist\.User\.LoginProfile$/)) {
          return null;
        }
        throw error;
      }
    },

    async createLogonProfile(userName, settings, signal) {
      const call = {
        action: 'CreateLoginProfile',
        ...withPassword(userName, settings),
        answer: createAnswer,
      };
      try {
        const { LoginProfile: made } = await api.write(call, signal);
        return { outcome: 'created', createdAt: made?.CreateDate ?? null };
      } catch (error) {
        if (hasCode(error, /^EntityAlreadyExists\.User\.LoginProfile$/)) {
          return { outcome: 'exists' };
        }
        throw error;
      }
    },

    async deleteLogonProfile(userName, signal) {
      const call = { action: 'DeleteLoginProfile', ...aboutUser(userName), answer: acknowledged };
      try {
        await api.write(call, signal);
      } catch (error) {
        if (!hasCode(error, PROFILE_GONE)) {
          throw error;
        }
      }
    },

    async unbindMfa(userName, signal) {
      const call = { action: 'UnbindMFADevice', ...aboutUser(userName), answer: acknowledged };
      try {
        await api.write(call, signal);
      } catch (error) {
        if (!hasCode(error, /^EntityNotExist\.User(\.MFADevice)?$/)) {
          throw error;
        }
      }
    },
  };
}

function withPassword(userName: string, settings: LogonSettings): { resource: Said; body: RamParameters } {
  const { resource, query } = aboutUser(userName);
  return {
    resource,
    body: {
      ...query,
      Password: settings.password.reveal(),
      PasswordResetRequired: settings.passwordResetRequired,
      MFABindRequired: settings.mfaBindRequired,
    },
  };
}
