import { expect } from '@jest/globals';
import { openSealed } from '../../../provisioning/sealing/sealing';
import { keyTag } from '../../../contracts/runs/preparation-id';
import type { Disturbance, Late } from './conductor';
import { provision, type Provisioned, type World } from './provisioning-model';

/** The activities that give access, in their order. */
export const ACTIVITIES = [
  'ensureUser',
  'settleBucket',
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
 * Every attempt that freezes before one of the calls and continues before any later one, or at the end.
 *
 * @param calls null entries are skipped
 * @param run returns whether the attempt continued before the run had ended
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

/** Runs cases, each with its own user, and checks the final state. */
export class Cases {
  #count = 0;

  constructor(readonly world: World) {}

  get count(): number {
    return this.#count;
  }

  /**
   * Provisions under disturbances, and expects exactly what was approved.
   *
   * @returns the outcome of the run, and the number of unrecorded keys
   */
  async run(...disturbances: readonly Disturbance[]): Promise<Provisioned & { strayKeys: number }> {
    const userName = `mgw-${++this.#count}`;
    const outcome = await provision(this.world, userName, disturbances).catch((error: unknown) => {
      throw new Error(`${JSON.stringify(disturbances)}: ${String(error)}`);
    });
    const strayKeys = await expectWhatWasApproved(this.world, userName, outcome, disturbances);
    return { ...outcome, strayKeys };
  }
}

/**
 * Expects the recorded key, which is the sealed one and works; a logon with the sealed password; each policy once;
 * everything delivered; and no other key, unless an attempt continued late.
 *
 * @returns the number of unrecorded keys
 */
async function expectWhatWasApproved(
  world: World,
  userName: string,
  { approved, granted: { access } }: Provisioned,
  disturbances: readonly Disturbance[],
): Promise<number> {
  const open = async (sealed: string | undefined) =>
    JSON.parse(await openSealed(sealed ?? '', [world.identity])) as Record<string, string>;
  const key = await open(access.accessKey?.value.sealedSecret);
  const logon = await open(access.logon?.value.sealedPassword);
  const { comments, keys, policies } = await world.seen(userName);
  const recorded = access.accessKey?.value.accessKeyId;
  const strayKeys = keys.length - 1;
  expect({
    disturbances,
    sealed: key['accessKeyId'],
    status: keys.find(({ id }) => id === recorded)?.status,
    keyWorks: await world.keyWorks(key, userName).catch(String),
    passwordWorks: await world.passwordWorks(userName, logon['password'] ?? ''),
    policies: [...policies].sort(),
    mark: approved.ownership.of({ kind: 'ram-user', name: userName }, comments),
    strayKeys: disturbances.some(({ kind }) => kind === 'late') ? 0 : strayKeys,
  }).toEqual({
    disturbances,
    sealed: recorded,
    status: 'Active',
    keyWorks: true,
    passwordWorks: true,
    policies: ['AliyunMGWFullAccess', 'AliyunOSSImportFullAccess'],
    mark: expect.objectContaining({
      owner: 'this preparation',
      state: 'delivered',
      key: keyTag(recorded ?? ''),
    }),
    strayKeys: 0,
  });
  return strayKeys;
}
