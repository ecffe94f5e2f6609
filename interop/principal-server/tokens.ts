import { createSign, generateKeyPairSync } from 'node:crypto';
import { writeFileSync } from 'node:fs';

const KEY_ID = 'principal-server';
const VALID_FOR_S = 3600;

/** Makes a token of somebody. Permissions are NAMESPACE:ROLE, as the server's default claim mapper reads them. */
export type IssueToken = (subject: string, permission: string) => string;

/** Creates the key of an identity provider, and writes its public half where the server reads it. */
export function identityProvider(jwksFile: string): IssueToken {
  const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const key = { ...publicKey.export({ format: 'jwk' }), kid: KEY_ID, alg: 'RS256', use: 'sig' };
  writeFileSync(jwksFile, JSON.stringify({ keys: [key] }));
  return (subject, permission) => {
    const now = Math.floor(Date.now() / 1000);
    const claims = { sub: subject, permissions: [permission], iat: now, exp: now + VALID_FOR_S };
    const text = `${part({ alg: 'RS256', typ: 'JWT', kid: KEY_ID })}.${part(claims)}`;
    return `${text}.${createSign('RSA-SHA256').update(text).sign(privateKey, 'base64url')}`;
  };
}

function part(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}
