import { quoted, shown } from '../text/foreign-text';
import type { JobForm } from '../../contracts/result';
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
        ['Prefix', prefixToCopy(source.prefix)],
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

/** A prefix as the form takes it; one that cannot be copied off a page is shown with escapes, and said to be so. */
function prefixToCopy(prefix: string): string {
  if (prefix === '') {
    return '(empty: the whole bucket)';
  }
  return shown(prefix, WHOLE_PREFIX) === prefix && !/^["(]/.test(prefix)
    ? prefix
    : `${quoted(prefix, WHOLE_PREFIX)} (with escapes: copy it from the result as JSON)`;
}

/** A prefix has 1,024 bytes at most, and each may take six characters to be seen: it is never cut here. */
const WHOLE_PREFIX = 8000;
