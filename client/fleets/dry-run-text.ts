import type { FleetResult, PlannedTerms } from '../../contracts/fleet';
import { alignedLines } from '../../presentation/report/aligned-lines';
import { named } from '../../presentation/text/foreign-text';
import { humanBytes, humanCount } from '../../presentation/text/human-units';
import type { CommandContext } from '../command-context';

/** Every plan of a dry run as a line of one table; what many have in common is below it. */
export function dryRunText({ planned = [], terms = [] }: FleetResult, { words }: CommandContext): string {
  const { fleets } = words;
  const { columns } = fleets;
  const rows = planned.map(({ bucket, prefix, destination, user, found, terms: at, ...known }) => [
    named(bucket),
    prefix === '' ? '-' : named(prefix),
    destination === null ? '-' : named(destination.bucket),
    destination === null ? '-' : named(destination.region),
    user === null ? '-' : named(user),
    at < 0 ? '-' : String(at + 1),
    known.objects === undefined ? '-' : humanCount(known.objects),
    known.bytes === undefined ? '-' : humanBytes(known.bytes),
    found === null
      ? fleets.wouldStart
      : `${fleets.phases[found]}${known.problem ? `: ${named(known.problem)}` : ''}`,
  ]);
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
    ...alignedLines([head, ...rows], ''),
    ...terms.flatMap((one, at) => ['', fleets.termsHeading(at + 1), ...alignedLines(termRows(one, words))]),
    '',
    fleets.nothingMade,
  ].join('\n');
}

function termRows(terms: PlannedTerms, { fleets, exactly }: CommandContext['words']): [string, string][] {
  const { labels } = fleets;
  const { approvers, required, recipients, expireAfterMs, policies, sourceKey } = terms;
  return [
    [labels.profile, named(terms.profile)],
    [labels.storage, `${terms.storageClass}, ${terms.redundancy}, ${terms.encryption}`],
    [labels.policies, policies.join(', ')],
    [labels.recipients, String(recipients)],
    [labels.expiry, expireAfterMs === null ? fleets.never : exactly(expireAfterMs)],
    [labels.approval, fleets.approvalBy(required, approvers.map((one) => named(one)).join(', '))],
    [labels.sourceKey, sourceKey],
  ];
}
