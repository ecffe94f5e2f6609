import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { request } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Secret } from '../../../contracts/credentials/secret';
import { freePort } from '../../../demo/free-ports';
import type { SecretServer } from './secret-server';

const ROOT_TOKEN = 'root-of-the-test';
const POLICY = 'path "secret/data/*" { capabilities = ["create", "read", "update"] }';

/**
 * A real OpenBao (or Vault) in its development mode over TLS, with an AppRole that may write and read secrets.
 *
 * @param binary `bao` or `vault`
 */
export async function startOpenBao(binary: string): Promise<SecretServer> {
  const folder = mkdtempSync(join(tmpdir(), 'ks3-oss-prep-openbao-'));
  const port = await freePort();
  const address = `https://127.0.0.1:${port}`;
  const options = ['-dev-tls', `-dev-tls-cert-dir=${folder}`, `-dev-listen-address=127.0.0.1:${port}`];
  const server = spawn(
    binary,
    ['server', '-dev', ...options, `-dev-root-token-id=${ROOT_TOKEN}`, '-dev-no-store-token'],
    { env: { HOME: folder, PATH: process.env['PATH'] }, stdio: 'ignore' },
  );
  const ended = once(server, 'exit');
  const ca = () => readFileSync(join(folder, 'vault-ca.pem'), 'utf8');
  const call = (method: string, path: string, body?: object) => callAsRoot(address, ca(), method, path, body);
  await untilUp(() => call('GET', 'sys/health'));
  await call('POST', 'sys/auth/approle', { type: 'approle' });
  await call('POST', 'sys/policies/acl/prep', { policy: POLICY });
  await call('POST', 'auth/approle/role/prep', { token_policies: ['prep'], token_ttl: '1m' });
  const { role_id: roleId = '' } = (await call('GET', 'auth/approle/role/prep/role-id')).data;
  const { secret_id: secretId = '' } = (await call('POST', 'auth/approle/role/prep/secret-id', {})).data;
  await call('POST', 'sys/mounts/old', { type: 'kv', options: { version: '1' } });
  await call('POST', 'old/data/photos', { version: 'one' });
  return {
    address,
    caCertificate: ca(),
    token: new Secret(ROOT_TOKEN),
    appRole: { mount: 'approle', roleId, secretId: new Secret(secretId) },
    async stop() {
      server.kill();
      await ended;
      await rm(folder, { recursive: true, force: true });
    },
  };
}

interface RootAnswer {
  readonly data: Readonly<Record<string, string>>;
}

function callAsRoot(
  address: string,
  ca: string,
  method: string,
  path: string,
  body?: object,
): Promise<RootAnswer> {
  return new Promise((resolve, reject) => {
    const sent = request(`${address}/v1/${path}`, { method, ca, headers: { 'X-Vault-Token': ROOT_TOKEN } });
    sent.on('error', reject);
    sent.on('response', (answer) => {
      let text = '';
      answer.on('data', (chunk: Buffer) => {
        text += chunk.toString();
      });
      answer.on('end', () => {
        const parsed = (text === '' ? {} : JSON.parse(text)) as Partial<RootAnswer>;
        if ((answer.statusCode ?? 500) >= 400) {
          reject(new Error(`${method} ${path}: ${answer.statusCode} ${text}`));
        } else {
          resolve({ data: parsed.data ?? {} });
        }
      });
    });
    sent.end(body === undefined ? undefined : JSON.stringify(body));
  });
}

async function untilUp(ask: () => Promise<unknown>): Promise<void> {
  for (const deadline = Date.now() + 120_000; ; await pause(100)) {
    try {
      await ask();
      return;
    } catch (error) {
      if (Date.now() > deadline) {
        throw error;
      }
    }
  }
}
