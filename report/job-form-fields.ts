import type { JobForm } from '../contracts/result';
import type { Row } from './aligned-lines';

/** A part of the migration job form. */
export interface FormSection {
  readonly title: string;
  readonly fields: readonly Row[];
}

/** The fields of the migration job form in the form's order; digits as the form takes them, without separators. */
export function jobFormFields({ source, destination, job }: JobForm): FormSection[] {
  return [
    {
      title: 'Source data address',
      fields: [
        ['Data type', source.dataType],
        ['Data name', source.dataName],
        ['Endpoint', source.endpoint],
        ['Bucket', source.bucket],
        ['Prefix', source.prefix === '' ? '(empty: the whole bucket)' : source.prefix],
        ['AccessKey ID', source.accessKeyId],
        ['Secret key', `(${source.secretKey})`],
      ],
    },
    {
      title: 'Destination data address',
      fields: [
        ['Data type', destination.dataType],
        ['Data region', destination.dataRegion],
        ['Data name', destination.dataName],
        ['Endpoint', destination.endpoint],
        ['Bucket', destination.bucket],
        ['AccessKey ID', destination.accessKeyId],
        ['AccessKey secret', `(${destination.accessKeySecret})`],
      ],
    },
    {
      title: 'Migration job',
      fields: [
        ['Job name', job.jobName],
        ['Data size', `${job.dataSizeBytes} bytes (${job.dataSize})`],
        ['File count', job.fileCount],
      ],
    },
  ];
}
