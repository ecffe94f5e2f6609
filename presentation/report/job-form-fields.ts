import { quoted, shown } from '../text/foreign-text';
import type { JobForm } from '../../contracts/runs/result';
import type { Language } from '../words/language';
import { say, wordsOf, type Words } from '../words/words';
import type { Row } from './aligned-lines';

/** A part of the migration job form. */
export interface FormSection {
  readonly title: string;
  readonly fields: readonly Row[];
}

/** The fields of the migration job form in the form's order; digits as the form takes them, without separators. */
export function jobFormFields({ source, destination, job }: JobForm, language: Language): FormSection[] {
  const { form } = wordsOf(language).report;
  return [
    {
      title: form.source,
      fields: [
        [form.dataType, source.dataType],
        [form.dataName, source.dataName],
        [form.endpoint, source.endpoint],
        [form.bucket, source.bucket],
        [form.prefix, prefixToCopy(source.prefix, form)],
        [form.accessKeyId, source.accessKeyId],
        [form.secretKey, form.remark({ text: say(language, source.secretKey) })],
      ],
    },
    {
      title: form.destination,
      fields: [
        [form.dataType, destination.dataType],
        [form.dataRegion, destination.dataRegion],
        [form.dataName, destination.dataName],
        [form.endpoint, destination.endpoint],
        [form.bucket, destination.bucket],
        [form.accessKeyId, say(language, destination.accessKeyId)],
        [form.accessKeySecret, form.remark({ text: say(language, destination.accessKeySecret) })],
      ],
    },
    {
      title: form.job,
      fields: [
        [form.jobName, job.jobName],
        [form.dataSize, form.size({ bytes: job.dataSizeBytes, human: job.dataSize })],
        [form.fileCount, job.fileCount],
      ],
    },
  ];
}

/** A prefix as the form takes it; one that cannot be copied off a page is shown with escapes, and said to be so. */
function prefixToCopy(prefix: string, form: Words['report']['form']): string {
  if (prefix === '') {
    return form.wholeBucket;
  }
  return shown(prefix, WHOLE_PREFIX) === prefix && !/^["(（]/.test(prefix)
    ? prefix
    : form.escapedPrefix({ prefix: quoted(prefix, WHOLE_PREFIX) });
}

/** A prefix has 1,024 bytes at most, and each may take six characters to be seen: it is never cut here. */
const WHOLE_PREFIX = 8000;
