import { expect } from '@jest/globals';
import { openSealed } from '../../../activities/sealing';
import type { Disturbance, Late } from './conductor';
import { provision, type Provisioned, type World } from './provisioning-model';

/** The activities that give access, in their order. */
export const ACTIVITIES = [
  'ensureUser',
  'grantPolicies',
  'enableConsoleLogon',
  'issueAccessKey',
  'verifyAccess',
  'markDelivered',
] as const;

/** What can go wrong at one call. */
export function atCall(call: number): Disturbance[] {
  const kinds = ['call lost', 'answer lost', 'killed before', 'killed after'] as const;
  return kinds.map((kind) => ({ kind, call }));
}

/**
 * Every attempt that freezes before one of the calls and goes on before any later one, or at the end.
 *
 * @param calls those where null stands are left out
 * @param run tells whether the attempt went on before the run had ended
 */
export async function lateAttempts(
  calls: readonly (string | null)[],
  goesOn: Late['goesOn'],
  run: (late: Late) => Promise<boolean>,
): Promise<void> {
  for (const [call, verb] of calls.entries()) {
    for (let until = call; verb !== null && (await run({ kind: 'late', call, until, goesOn }));) {
      until++;
    }
  }
}

/** Runs cases, each with a user of its own, and checks what is there at the end. */
export class Cases {
  #count = 0;

  constructor(readonly world: World) {}

  get count(): number {
    return this.#count;
  }

  /**
   * Provisions under disturbances, and expects exactly what was approved: the recorded key, which is the sealed one and
   * works; a logon with the sealed password; each policy once; all of it delivered.
   *
   * @returns what the run came to, and how many keys there are that nobody recorded
   */
  async run(...disturbances: readonly Disturbance[]): Promise<Provisioned & { strayKeys: number }> {
    const { world } = this;
    const userName = `mgw-${++this.#count}`;
    const outcome = await provision(world, userName, disturbances).catch((error: unknown) => {
      throw new Error(`${JSON.stringify(disturbances)}: ${String(error)}`);
    });
    const { preparation, granted } = outcome;
    const key = await this.#open(granted.accessKey?.sealedSecret);
    const logon = await this.#open(granted.logon?.sealedPassword);
    const { comments, keys, policies } = await world.seen(userName);
    const recorded = granted.accessKey?.accessKeyId;
    expect({
      disturbances,
      sealed: key['accessKeyId'],
      status: keys.find(({ id }) => id === recorded)?.status,
      keyWorks: await world.keyWorks(key, userName).catch(String),
      passwordWorks: await world.passwordWorks(userName, logon['password'] ?? ''),
      policies: [...policies].sort(),
      comments: comments.replace(/ delivered .*/, ' delivered'),
    }).toEqual({
      disturbances,
      sealed: recorded,
      status: 'Active',
      keyWorks: true,
      passwordWorks: true,
      policies: ['AliyunMGWFullAccess', 'AliyunOSSImportFullAccess'],
      comments: `${preparation.mark} delivered`,
    });
    const late = disturbances.some(({ kind }) => kind === 'late');
    const strayKeys = keys.length - 1;
    expect({ disturbances, strayKeys: late ? 0 : strayKeys }).toEqual({ disturbances, strayKeys: 0 });
    return { ...outcome, strayKeys };
  }

  async #open(sealed: string | undefined): Promise<Record<string, string>> {
    return JSON.parse(await openSealed(sealed ?? '', [this.world.identity])) as Record<string, string>;
  }
}
