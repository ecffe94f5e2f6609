import { z } from 'zod';
import { PrepError } from '../../contracts/prep-error';
import type { VaultSettings } from '../../contracts/settings';
import type { SecretStore, StoredSecret } from './port';
import { vaultError } from './vault-error';
import { vaultClient, type CallVault, type VaultAnswer } from './vault-http';
import type { Said } from '../../presentation/words/phrase';
import { phrase } from '../../presentation/words/words';

// Answers of Vault's API "KV secrets engine, version 2" and "AppRole auth method".
const metadata = z.object({ version: z.int().positive() });
const storedAnswer = z.object({
  data: z.object({ data: z.record(z.string(), z.unknown()).nullable(), metadata }),
});
const writtenAnswer = z.object({ data: metadata });
const loginAnswer = z.object({ auth: z.object({ client_token: z.string().min(1) }) });
const refusedAnswer = z.object({ errors: z.array(z.string()) });

/**
 * Logs on, works with the store, and revokes the token of an AppRole afterwards.
 *
 * @throws PrepError `DeliveryUnavailable`, `DeliveryRefused`, and what the work throws
 */
export async function withSecretStore<T>(
  settings: VaultSettings,
  signal: AbortSignal,
  work: (store: SecretStore) => Promise<T>,
): Promise<T> {
  signal.throwIfAborted();
  const call = vaultClient(settings);
  const { auth } = settings;
  if (auth.kind === 'token') {
    return work(secretStore(settings, call, auth.token.reveal()));
  }
  const resource = phrase('resource.vaultLogon', { address: settings.address, mount: auth.mount });
  const logon = { role_id: auth.roleId, secret_id: auth.secretId.reveal() };
  const path = `auth/${encodePath(auth.mount)}/login`;
  const answer = await call({ method: 'POST', path, body: logon }, signal);
  if (answer.status === 400) {
    throw new PrepError('DeliveryRefused', {
      resource,
      detail: phrase('clouds.vaultRoleRefused'),
      status: 400,
    });
  }
  const { client_token: token } = understood(answer, loginAnswer, resource).auth;
  try {
    return await work(secretStore(settings, call, token));
  } finally {
    // If this fails, the token expires by itself.
    await call({ method: 'POST', path: 'auth/token/revoke-self', token }).catch(() => undefined);
  }
}

function secretStore(settings: VaultSettings, call: CallVault, token: string): SecretStore {
  const about = (path: string) =>
    phrase('resource.vaultSecret', { address: settings.address, path: `${settings.mount}/${path}` });
  const at = (path: string) => `${encodePath(settings.mount)}/data/${encodePath(path)}`;
  return {
    async read(path, signal) {
      const answer = await call({ method: 'GET', path: at(path), token }, signal);
      if (answer.status === 404) {
        return neverWritten(answer) ? null : deleted(answer, about(path));
      }
      const { data, metadata: of } = understood(answer, storedAnswer, about(path)).data;
      return { data: textsOf(data ?? {}), version: of.version };
    },

    async write(path, data, version, signal) {
      const body = { options: { cas: version }, data };
      const answer = await call({ method: 'POST', path: at(path), token, body }, signal);
      if (answer.status === 400 && complaints(answer).some((one) => /check-and-set/.test(one))) {
        return 'conflict';
      }
      understood(answer, writtenAnswer, about(path));
      return 'written';
    },
  };
}

/** Vault answers 404 with an empty list of errors for a path that never was; for an engine that is not there it complains. */
function neverWritten(answer: VaultAnswer): boolean {
  const { success, data } = refusedAnswer.safeParse(answer.body);
  return success && data.errors.length === 0;
}

/** What is deleted is answered with 404 too, but with its metadata. */
function deleted(answer: VaultAnswer, resource: Said): StoredSecret {
  const { success, data } = storedAnswer.safeParse(answer.body);
  if (!success) {
    throw vaultError(answer, resource);
  }
  return { data: {}, version: data.data.metadata.version };
}

function complaints(answer: VaultAnswer): readonly string[] {
  return refusedAnswer.safeParse(answer.body).data?.errors ?? [];
}

function understood<T>(answer: VaultAnswer, schema: z.ZodType<T>, resource: Said): T {
  if (answer.status !== 200) {
    throw vaultError(answer, resource);
  }
  const parsed = schema.safeParse(answer.body);
  if (!parsed.success) {
    throw new PrepError('DeliveryRefused', {
      resource,
      detail: phrase('clouds.vaultNotKv2'),
    });
  }
  return parsed.data;
}

function textsOf(data: Readonly<Record<string, unknown>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(data).map(([name, value]) => [
      name,
      typeof value === 'string' ? value : JSON.stringify(value),
    ]),
  );
}

function encodePath(path: string): string {
  return path.split('/').map(encodeURIComponent).join('/');
}
