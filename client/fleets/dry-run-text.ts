import type { FleetResult, PlannedMember, PlannedTerms } from '../../contracts/runs/fleet';
import type { Language } from '../../presentation/words/language';
import { alignedLines } from '../../presentation/report/aligned-lines';
import { plannedText } from '../../presentation/details/fleet-details';
import { named } from '../../presentation/text/foreign-text';
import { humanBytes, humanCount } from '../../presentation/text/human-units';
import { isErrorType } from '../../contracts/error-table';
import { describeError } from '../../contracts/prep-error';
import { tableLines } from '../terminal/table';
import { phrase, wordsOf } from '../../presentation/words/words';
import type { CommandContext } from '../command-context';

/** Every plan of a dry run as a line of one table; what many have in common is below it. */
export function dryRunText(
  { planned = [], terms = [] }: FleetResult,
  { words, language, terminal }: CommandContext,
): string {
  const { fleets } = words;
  const { columns } = fleets;
  const rows = planned.map((one) => {
    const { bucket, prefix, destination, user, terms: at, ...known } = one;
    return [
      named(bucket),
      prefix === '' ? '-' : named(prefix),
      destination === null ? '-' : named(destination.bucket),
      destination === null ? '-' : named(destination.region),
      user === null ? '-' : named(user),
      at < 0 ? '-' : String(at + 1),
      known.objects === undefined ? '-' : humanCount(known.objects),
      known.bytes === undefined ? '-' : humanBytes(known.bytes),
      plannedText(one, language),
    ];
  });
  const head = [
    columns.bucket,
    columns.prefix,
    columns.destination,
    columns.region,
    columns.user,
    columns.terms,
    columns.objects,
    columns.size,
    columns.phase,
  ];
  return [
    ...tableLines(head, rows, terminal.width),
    ...terms.flatMap((one, at) => ['', fleets.termsHeading(at + 1), ...alignedLines(termRows(one, words))]),
    ...unreadableSources(planned, language),
    '',
    fleets.nothingMade,
  ].join('\n');
}

/** What each problem means and how it is fixed, once, with the first bucket that has it. */
function unreadableSources(planned: readonly PlannedMember[], language: Language): string[] {
  const first = new Map<string, string>();
  for (const { found, problem, bucket } of planned) {
    if (found === null && problem !== undefined && !first.has(problem)) {
      first.set(problem, bucket);
    }
  }
  const lines = [...first].flatMap(([type, name]) => {
    const resource = phrase('resource.ks3Bucket', { name });
    return isErrorType(type)
      ? [wordsOf(language).terminal.titled(type, describeError(type, { resource }, language, 'command'))]
      : [];
  });
  return lines.length === 0 ? [] : ['', ...lines];
}

function termRows(
  terms: PlannedTerms,
  { fleets, report, exactly }: CommandContext['words'],
): [string, string][] {
  const { labels } = fleets;
  const { names } = report;
  const { approvers, required, recipients, expireAfterMs, policies, sourceKey } = terms;
  return [
    [labels.profile, named(terms.profile)],
    [labels.storage, [terms.storageClass, terms.redundancy, terms.encryption].join(names)],
    [labels.policies, policies.join(names)],
    [labels.recipients, String(recipients)],
    [labels.expiry, expireAfterMs === null ? fleets.never : exactly(expireAfterMs)],
    [labels.approval, fleets.approvalBy(required, approvers.map((one) => named(one)).join(names))],
    [labels.sourceKey, fleets.sourceKeys[sourceKey]],
  ];
}
