import type { MigrationPlan } from '../../contracts/migration/migration-plan';
import { named, quoted, shown } from '../text/foreign-text';
import { humanBytes, humanCount } from '../text/human-units';
import type { Language } from '../words/language';
import { wordsOf } from '../words/words';

/** A prefix has 1,024 bytes at most, and each may take six characters to be seen: it is never cut here. */
const WHOLE_PREFIX = 8000;

/** What a launch would do, in lines: everything that its digest covers. */
export function migrationPlanInWords(plan: MigrationPlan, language: Language): string[] {
  const { details, phrases } = wordsOf(language);
  const { migration: words } = phrases;
  const { requestedBy, prepared, inventory, source, destination, job, region, accountId } = plan;
  return [
    ...(inventory.objects === '0' ? [details.nothingFound({ prefix: null })] : []),
    ...(requestedBy === undefined ? [] : [details.requestedBy({ who: named(requestedBy) })]),
    words.continuesRun({
      workflowId: named(prepared.workflowId),
      runId: named(prepared.runId),
      digest: shown(prepared.planDigest),
    }),
    words.from({
      bucket: named(source.bucket),
      prefix: source.prefix === '' ? '' : quoted(source.prefix, WHOLE_PREFIX),
      objects: humanCount(inventory.objects),
      bytes: humanBytes(inventory.bytes),
      at: shown(inventory.finishedAt),
      domain: shown(source.domain),
    }),
    words.inventoryDigest({ digest: shown(inventory.digest) }),
    words.readsWith({
      key: named(source.accessKeyId),
      user: source.iamUser === undefined ? '' : named(source.iamUser),
      address: named(source.address),
    }),
    words.to({
      bucket: named(destination.bucket),
      prefix: destination.prefix === '' ? '' : quoted(destination.prefix, WHOLE_PREFIX),
      region: named(destination.region),
      role: named(destination.role),
      account: named(accountId),
      address: named(destination.address),
    }),
    ...(plan.decision === 'cut-over'
      ? [words.cutOver({ job: named(job.name) })]
      : [
          words[plan.decision === 'rounds' ? 'copiesOn' : 'copies']({
            job: named(job.name),
            region: named(region),
            version: named(job.version),
          }),
        ]),
    words.overwrites({ mode: job.overwrite }),
    words.limits({ bandwidth: job.maxBandwidth, files: job.maxFilesPerSecond }),
    ...(plan.decision === 'cut-over'
      ? []
      : [
          ...(plan.decision === 'rounds' ? [] : [words.estimate(plan.estimate)]),
          words.repeats({ everyMs: plan.everyMs }),
        ]),
  ];
}
