import type { JobRunner } from './job-runner';
import type { MgwState } from './mgw-state';
import type { Places } from './places';
import type { MgwSwitches } from './switches';

/** What the commands change. */
export interface MgwArrangement {
  readonly state: MgwState;
  readonly places: Places;
  readonly runner: JobRunner;
}

/** Each command names the body it takes; the control endpoint passes on what it was sent. */
type Arrangement = (arrangement: MgwArrangement, body: never) => unknown;

/**
 * State that a test or the demo starts from, without the checks of the API.
 *
 * - `create-role` `{ name, policy? }`: a RAM role that trusts the service, by default with AliyunOSSFullAccess
 * - `fail-keys` `{ keys, code?, message?, times? }`: objects that are not copied, the next so many times (default: always)
 * - `copy-keys` `{}`: every object can be copied again
 * - `next-round` `{ job }`: a finished job begins another round, as its schedule would
 * - `switches` members of MgwSwitches; jobs that were held continue if they may
 * - `state` → names and statuses of addresses and jobs
 *
 * @throws Error saying what is wrong with the command
 */
export function arrangeMgw(arrangement: MgwArrangement, command: string, body: unknown): unknown {
  const arrange = commands[command];
  if (arrange === undefined) {
    throw new Error(`mgw knows no "${command}"; it knows ${Object.keys(commands).join(', ')}`);
  }
  return arrange(arrangement, (body ?? {}) as never);
}

const commands: Record<string, Arrangement> = {
  'create-role'({ places }, { name, policy }: { name: string; policy?: string }) {
    places.addRole(name, policy);
  },

  'fail-keys'(
    { state },
    { keys, times = Infinity, ...given }: { keys: string[]; code?: string; message?: string; times?: number },
  ) {
    const { code = 'SourceObjectUnreadable', message = 'The object cannot be read.' } = given;
    for (const key of keys) {
      state.failing.set(key, { problem: { code, message }, times });
    }
  },

  'copy-keys': ({ state }) => {
    state.failing.clear();
  },

  'next-round'({ state, runner }, { job: name }: { job: string }) {
    const job = state.jobNamed(name);
    if (job.status !== 'FINISHED') {
      throw new Error(`job ${name} is not finished`);
    }
    runner.launchAgain(job);
  },

  switches({ state }, body: Partial<MgwSwitches>) {
    const unknown = Object.keys(body).find((name) => !(name in state.switches));
    if (unknown !== undefined) {
      throw new Error(`mgw has no switch "${unknown}"`);
    }
    Object.assign(state.switches, body);
    state.changed();
    return state.switches;
  },

  state: ({ state }) => ({
    addresses: state
      .addresses()
      .map(({ name, detail, tags }) => ({ name, type: detail['AddressType'], tags })),
    jobs: state.jobs().map(({ name, status, source, destination, round, tags }) => ({
      name,
      status,
      source: source.name,
      destination: destination.name,
      tags,
      figures: round?.figures ?? null,
      failed: round?.failed.map(({ key, problem }) => ({ key, code: problem.code })) ?? [],
    })),
  }),
};
