import { Secret } from '../../../contracts/credentials/secret';

/** Replaces sealing: age would take most of the time of a case, and no case depends on it. */
export async function sealSecrets(
  secrets: Readonly<Record<string, string | Secret>> | string,
): Promise<string> {
  return typeof secrets === 'string'
    ? secrets
    : JSON.stringify(
        Object.fromEntries(
          Object.entries(secrets).map(([name, value]) => [
            name,
            value instanceof Secret ? value.reveal() : value,
          ]),
        ),
      );
}

export async function openSealed(sealed: string): Promise<string> {
  return sealed;
}
