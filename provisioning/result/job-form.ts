import { phrase } from '../../presentation/words/words';
import { humanBytes } from '../../presentation/text/human-units';
import type { InventoryResult } from '../../contracts/listing/inventory';
import type { Preparation } from '../../contracts/runs/preparation';
import type { JobForm } from '../../contracts/runs/result';

/** The form takes names of 3 to 63 lower-case letters, digits and hyphens. */
const MAX_NAME = 63;

/** The AccessKeys that the run made, by their IDs; null where it made none. */
export interface IssuedAccessKeyIds {
  readonly source: string | null;
  readonly destination: string | null;
}

/** Fills the migration job form: both data addresses and the job's size and number of files. */
export function fillJobForm(
  { source, destination }: Preparation,
  inventory: InventoryResult,
  issued: IssuedAccessKeyIds,
): JobForm {
  return {
    source: {
      dataType: 'Kingsoft KS3',
      dataName: formName(`ks3-${source.bucket}`),
      endpoint: source.endpoint,
      bucket: source.bucket,
      prefix: source.prefix,
      accessKeyId: issued.source ?? source.accessKeyId,
      secretKey:
        issued.source === null
          ? phrase('provisioning.secretOfOwner', { accessKeyId: source.accessKeyId })
          : phrase('provisioning.inSealedCredentials'),
    },
    destination: {
      dataType: 'OSS',
      dataRegion: destination.region,
      dataName: formName(`oss-${destination.bucket}`),
      endpoint: `https://oss-${destination.region}.aliyuncs.com`,
      bucket: destination.bucket,
      accessKeyId: issued.destination ?? phrase('provisioning.noKeyRequested'),
      accessKeySecret: phrase('provisioning.inSealedCredentials'),
    },
    job: {
      jobName: formName(`ks3-${source.bucket}-to-oss`),
      dataSizeBytes: inventory.totals.bytes,
      dataSize: humanBytes(inventory.totals.bytes),
      fileCount: inventory.totals.objects,
    },
  };
}

function formName(text: string): string {
  return text
    .replace(/[^a-z0-9-]/g, '-')
    .slice(0, MAX_NAME)
    .replace(/-+$/, '');
}
