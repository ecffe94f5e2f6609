import { PrepError } from '../../contracts/prep-error';
import type { RamDirectory } from '../../clouds/ram/port';

/**
 * Makes sure that a key is there and active before another one is taken away: never are there none that work.
 *
 * @param accessKeyId undefined where none is needed
 * @throws PrepError `AccessChanged`
 */
export async function requireActive(
  userName: string,
  accessKeyId: string | undefined,
  ram: RamDirectory,
  signal: AbortSignal,
): Promise<void> {
  if (accessKeyId === undefined) {
    return;
  }
  const found = (await ram.listAccessKeys(userName, signal)).find((key) => key.accessKeyId === accessKeyId);
  if (found?.status !== 'Active') {
    throw new PrepError('AccessChanged', {
      resource: `AccessKey ${accessKeyId} of RAM user ${userName}`,
      detail: `${found === undefined ? 'RAM does not list it any more' : 'It is not active'}, so the other key is left as it is.`,
    });
  }
}
