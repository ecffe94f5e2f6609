import { humanBytes } from '../../contracts/human-units';
import type { InventoryResult } from '../../contracts/inventory';
import type { Preparation } from '../../contracts/preparation';
import type { JobForm } from '../../contracts/result';

/** The form takes names of 3 to 63 lower-case letters, digits and hyphens. */
const MAX_NAME = 63;

/** Fills the migration job form: both data addresses and the job's size and number of files. */
export function fillJobForm(
  { source, destination }: Preparation,
  inventory: InventoryResult,
  accessKeyId: string | null,
): JobForm {
  return {
    source: {
      dataType: 'Kingsoft KS3',
      dataName: formName(`ks3-${source.bucket}`),
      endpoint: source.endpoint,
      bucket: source.bucket,
      prefix: source.prefix,
      accessKeyId: source.accessKeyId,
      secretKey: `the secret of ${source.accessKeyId}, which only its owner holds`,
    },
    destination: {
      dataType: 'OSS',
      dataRegion: destination.region,
      dataName: formName(`oss-${destination.bucket}`),
      endpoint: `https://oss-${destination.region}.aliyuncs.com`,
      bucket: destination.bucket,
      accessKeyId: accessKeyId ?? 'none was asked for',
      accessKeySecret: 'in the sealed credentials',
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
