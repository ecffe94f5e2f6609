import { createMgw } from '../../../clouds/mgw/adapter';
import type { MigrationService, NewAddress, NewJob } from '../../../clouds/mgw/port';
import { createOssTexts } from '../../../clouds/oss/objects';
import { Secret } from '../../../contracts/credentials/secret';
import type { MgwSwitches } from '../../../standins/mgw/switches';
import { startStandIns, type StandIns } from '../../../standins/stand-ins';
import { Control } from '../../rig/control';
import { until } from '../../rig/until';

export const { signal } = new AbortController();

type Key = { readonly accessKeyId: string; readonly accessKeySecret: string };

/** The stand-ins with a bucket at each end, and the adapter connected to that of the service. */
export class MgwWorld {
  readonly mgw: MigrationService;
  readonly control: Control;
  readonly source: NewAddress;
  readonly destination: NewAddress;
  readonly job: NewJob = {
    name: 'photos-job',
    source: 'photos-src',
    destination: 'photos-dst',
    overwrite: 'if newer',
    maxBandwidth: null,
    maxFilesPerSecond: null,
    repairs: null,
    tags: 'prep:photos',
  };

  private constructor(readonly standIns: StandIns) {
    const { ks3, mgw, oss } = standIns.summary;
    this.control = new Control(standIns);
    this.mgw = this.connect(mgw);
    this.source = {
      name: 'photos-src',
      end: { type: 'ks3', bucket: 'photos', domain: new URL(ks3.endpoint).host, prefix: '' },
      access: { accessKeyId: ks3.accessKeyId, accessKeySecret: new Secret(ks3.accessKeySecret) },
      tags: 'prep:photos',
    };
    this.destination = {
      name: 'photos-dst',
      end: { type: 'oss', bucket: 'photos-oss', region: oss.region, prefix: '' },
      access: { role: mgw.role },
      tags: '',
    };
  }

  /** @param keys of the source bucket, each with its own name for content */
  static async start(keys: readonly string[], switches: Partial<MgwSwitches> = {}): Promise<MgwWorld> {
    const world = new MgwWorld(await startStandIns({ mgw: { switches } }));
    await world.control.arrange('ks3', 'create-bucket', { name: 'photos' });
    await world.put(keys);
    await world.control.arrange('oss', 'create-bucket', { name: 'photos-oss' });
    return world;
  }

  connect({ accessKeyId, accessKeySecret }: Key, region?: string): MigrationService {
    const { mgw } = this.standIns.summary;
    return createMgw({
      endpoint: mgw.endpoint,
      accountId: mgw.accountId,
      region: region ?? mgw.region,
      accessKeyId,
      accessKeySecret: new Secret(accessKeySecret),
    });
  }

  put(keys: readonly string[]): Promise<unknown> {
    const objects = keys.map((key) => ({ key, content: `content of ${key}` }));
    return this.control.arrange('ks3', 'put-objects', { bucket: 'photos', objects });
  }

  switch(switches: Partial<MgwSwitches>): Promise<unknown> {
    return this.control.arrange('mgw', 'switches', switches);
  }

  /** Keys that the destination holds, without reports. */
  async copied(): Promise<readonly string[]> {
    return (await this.held()).filter((key) => !key.startsWith('aliyun_import_report/'));
  }

  /** Keys that the destination holds. */
  async held(): Promise<readonly string[]> {
    return (await this.control.ossBucket('photos-oss'))?.objects ?? [];
  }

  /** The text of an object in the destination. */
  async read(key: string): Promise<string | null> {
    const { region, endpoint, accessKeyId, accessKeySecret } = this.standIns.summary.oss;
    const who = { accessKeyId, accessKeySecret: new Secret(accessKeySecret) };
    return createOssTexts({ ...who, region, endpoint }).read('photos-oss', key, signal);
  }

  /** Creates both addresses and the job. */
  async prepare(job: Partial<NewJob> = {}): Promise<NewJob> {
    await this.mgw.createAddress(this.source, signal);
    await this.mgw.createAddress(this.destination, signal);
    const wanted = { ...this.job, ...job };
    await this.mgw.createJob(wanted, signal);
    return wanted;
  }

  /** The first verification with a result. */
  verified(name: string): Promise<{ readonly outcome: string }> {
    return until(
      async () => {
        const verification = await this.mgw.verifyAddress(name, signal);
        return verification.outcome === 'pending' ? undefined : verification;
      },
      { everyMs: 5, patienceMs: 20_000 },
    );
  }

  /** Resolves when the job has the status. */
  reached(name: string, wanted: string): Promise<true> {
    return until(async () => ((await this.mgw.job(name, signal))?.status === wanted ? true : undefined), {
      everyMs: 5,
      patienceMs: 20_000,
      wanted: () => `${name} to be ${wanted}`,
    });
  }

  async launch(name = this.job.name): Promise<void> {
    await this.mgw.setJobStatus(name, 'launch', signal);
  }

  stop(): Promise<void> {
    return this.standIns.stop();
  }
}
