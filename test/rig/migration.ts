import { createMgw } from '../../clouds/mgw/adapter';
import type { MigrationService } from '../../clouds/mgw/port';
import { statusQuery } from '../../contracts/messages';
import { Secret } from '../../contracts/credentials/secret';
import type { PreparedResult } from '../../contracts/runs/result';
import type { Settings } from '../../contracts/settings';
import { Control } from './control';
import { approve, inputFor, startRig, until, type MigrationHandle, type Rig } from './rig';

/** What the stand-in of the migration service holds. */
export interface MgwState {
  readonly addresses: readonly { readonly name: string; readonly type: string }[];
  readonly jobs: readonly { readonly name: string; readonly status: string }[];
}

/** Keys of the source bucket. */
export const KEYS = Array.from({ length: 12 }, (_, at) => `2024/${String(at).padStart(2, '0')}.jpg`);

/** A rig with a bucket that can be prepared and migrated any number of times, each to a bucket of its own. */
export class MigrationRig {
  readonly control: Control;

  private constructor(
    readonly rig: Rig,
    readonly bucket: string,
  ) {
    this.control = new Control(rig.standIns);
  }

  /** Creates the bucket in a rig that there is already. */
  static async over(rig: Rig, bucket: string): Promise<MigrationRig> {
    const world = new MigrationRig(rig, bucket);
    await world.control.arrange('ks3', 'create-bucket', { name: bucket });
    const objects = KEYS.map((key) => ({ key, content: `content of ${key}` }));
    await world.control.arrange('ks3', 'put-objects', { bucket, objects });
    return world;
  }

  /** @param serverArgs further arguments of the Temporal server */
  static async start(serverArgs: readonly string[] = []): Promise<MigrationRig> {
    const often = (settings: Settings) => ({
      ...settings,
      migration: { ...settings.migration, watchEveryMs: 20 },
      lifecycle: { ...settings.lifecycle, graceMs: 0 },
    });
    const rig = await startRig({}, often, undefined, undefined, serverArgs);
    return MigrationRig.over(rig, 'photos');
  }

  /** @param source what else its input says of the source */
  async prepared(name: string, source: object = {}): Promise<PreparedResult> {
    const input = inputFor(name, { source: { bucket: this.bucket, ...source } });
    const handle = await this.rig.prepare(input, `prepare/${this.bucket}/${name}`);
    await approve(handle);
    return (await handle.result()) as PreparedResult;
  }

  /** @param as names the run, if the same preparation is migrated by several at a time */
  migrate(name: string, more: object = {}, as = name): Promise<MigrationHandle> {
    const preparation = { workflowId: `prepare/${this.bucket}/${name}` };
    const input = { source: { bucket: this.bucket }, preparation, ...more };
    return this.rig.migrate(input, `migrate/${this.bucket}/${as}`);
  }

  /** Starts a migration and approves its launch. */
  async launched(name: string, more: object = {}): Promise<MigrationHandle> {
    const handle = await this.migrate(name, more);
    await approve(handle, 'wang.fang');
    return handle;
  }

  /** Writes another object to the source. */
  add(key: string): Promise<unknown> {
    return this.control.arrange('ks3', 'put-object', {
      bucket: this.bucket,
      key,
      content: `content of ${key}`,
    });
  }

  /** Removes an object of the source. */
  remove(key: string): Promise<unknown> {
    return this.control.arrange('ks3', 'delete-object', { bucket: this.bucket, key });
  }

  /** What somebody does in the console of the service. */
  get console(): MigrationService {
    const { mgw } = this.rig.standIns.summary;
    return createMgw({ ...mgw, accessKeySecret: new Secret(mgw.accessKeySecret) });
  }

  /** Keys that the destination of a preparation holds. */
  async copied(name: string): Promise<readonly string[]> {
    const bucket = await this.control.ossBucket(`${name}-oss`);
    return (bucket?.objects ?? []).filter((key) => !key.startsWith('aliyun_import_report/'));
  }

  /** What the service holds of a preparation. */
  async held({ preparation }: Pick<PreparedResult, 'preparation'>): Promise<MgwState> {
    const { addresses, jobs } = (await this.control.arrange('mgw', 'state')) as MgwState;
    const ours = ({ name }: { readonly name: string }) => name.startsWith(`prep-${preparation}-`);
    return { addresses: addresses.filter(ours), jobs: jobs.filter(ours) };
  }
}

/** Waits until the job of a migration has listed the source, and is held after so many objects. */
export function untilHeld(handle: MigrationHandle, objects: number): Promise<true> {
  return until(async () => {
    const { progress, phase } = await handle.query(statusQuery);
    return (phase.name === 'waiting' && progress?.figures?.copiedObjects === String(objects)) || undefined;
  });
}

/** Waits until a migration requires an action because of an error. */
export function untilParked(handle: MigrationHandle, type: string): Promise<true> {
  return until(async () => {
    const { phase } = await handle.query(statusQuery);
    return (phase.name === 'action required' && phase.problem.type === type) || undefined;
  });
}
