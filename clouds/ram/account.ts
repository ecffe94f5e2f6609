import { z } from 'zod';
import { PrepError } from '../../contracts/prep-error';
import type { PasswordPolicy, RamAccount, SignInDomain } from './port';
import type { RamApi } from './ram-api';
import { phrase } from '../../presentation/words/words';

const policyAnswer = z.object({
  PasswordPolicy: z
    .object({
      MinimumPasswordLength: z.number(),
      RequireLowercaseCharacters: z.boolean(),
      RequireUppercaseCharacters: z.boolean(),
      RequireNumbers: z.boolean(),
      RequireSymbols: z.boolean(),
      MinimumPasswordDifferentCharacter: z.number().optional(),
    })
    .transform((policy): PasswordPolicy => ({
      minimumLength: policy.MinimumPasswordLength,
      requireLowercase: policy.RequireLowercaseCharacters,
      requireUppercase: policy.RequireUppercaseCharacters,
      requireNumbers: policy.RequireNumbers,
      requireSymbols: policy.RequireSymbols,
      minimumDifferentCharacters: policy.MinimumPasswordDifferentCharacter ?? 0,
    })),
});

const domainAnswer = z.object({ DefaultDomainName: z.string().min(1) });
const aliasAnswer = z.object({ AccountAlias: z.string().optional() });

/** Settings of the account as a whole. `ims` is Identity Management, which knows the default domain. */
export function ramAccount(ram: RamApi, ims: RamApi): RamAccount {
  return {
    async passwordPolicy(signal) {
      const resource = phrase('resource.passwordPolicy');
      const call = { action: 'GetPasswordPolicy', resource, answer: policyAnswer };
      return (await ram.read(call, signal)).PasswordPolicy;
    },

    async signInDomain(accountId, signal): Promise<SignInDomain> {
      const resource = phrase('resource.signInDomain');
      const domain = await unlessRefused(async () => {
        const version = '2019-08-15' as const;
        const call = { action: 'GetDefaultDomain', version, resource, answer: domainAnswer };
        return (await ims.read(call, signal)).DefaultDomainName;
      });
      if (domain !== null) {
        return { domain, source: 'default-domain' };
      }
      const alias = await unlessRefused(async () => {
        const call = { action: 'GetAccountAlias', resource, answer: aliasAnswer };
        return (await ram.read(call, signal)).AccountAlias || null;
      });
      return alias === null
        ? { domain: `${accountId}.onaliyun.com`, source: 'account-id' }
        : { domain: `${alias}.onaliyun.com`, source: 'account-alias' };
    },
  };
}

/** The answer, or null if the service refuses it; transient errors are thrown, so that it is tried again. */
async function unlessRefused<T>(ask: () => Promise<T | null>): Promise<T | null> {
  try {
    return await ask();
  } catch (error) {
    const refused =
      error instanceof PrepError && (error.type === 'RamNoPermission' || error.type === 'RamRequestRefused');
    if (refused) {
      return null;
    }
    throw error;
  }
}
