import { existsSync, mkdirSync, rmdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Command } from './timed-command';

/** The controller `cpu` of control groups, version 1 and 2. */
const VERSION_1 = '/sys/fs/cgroup/cpu';
const VERSION_2 = '/sys/fs/cgroup';
/** Microseconds. A short period, so that a process does not stand still for long. */
const PERIOD = 10_000;
const QUOTA = PERIOD / 2;

/** Half a core for a process and its children, as on a machine of half the speed. */
export class HalfCore {
  readonly #group: string;

  /** @throws Error if the kernel provides no such group: it needs Linux and root */
  constructor(name: string) {
    const first = existsSync(VERSION_1);
    this.#group = join(first ? VERSION_1 : VERSION_2, `ks3-oss-prep-bench-${process.pid}-${name}`);
    try {
      mkdirSync(this.#group);
      if (first) {
        this.#set('cpu.cfs_period_us', String(PERIOD));
        this.#set('cpu.cfs_quota_us', String(QUOTA));
      } else {
        writeFileSync(join(VERSION_2, 'cgroup.subtree_control'), '+cpu');
        this.#set('cpu.max', `${QUOTA} ${PERIOD}`);
      }
    } catch (error) {
      throw new Error(
        `No control group that limits CPU time can be made; run this as root: ${String(error)}`,
      );
    }
  }

  /** The command, run in the group and on the given core. */
  limiting({ command, env }: Command, core: number): Command {
    const enter = `echo $$ > ${join(this.#group, 'cgroup.procs')} && exec "$@"`;
    return { command: ['sh', '-c', enter, 'sh', 'taskset', '-c', String(core), ...command], env };
  }

  /** Once all in it have ended. */
  remove(): void {
    rmdirSync(this.#group);
  }

  #set(file: string, value: string): void {
    writeFileSync(join(this.#group, file), value);
  }
}
