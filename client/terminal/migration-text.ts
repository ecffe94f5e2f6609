import type { Decision } from '../../contracts/approval/approval';
import { progressOf } from '../../contracts/migration/job-progress';
import { type MigrationResult } from '../../contracts/migration/migration';
import { isOfNothing, type VerificationResult } from '../../contracts/migration/verification';
import type { PreparationStatus } from '../../contracts/runs/status';
import { alignedLines, type Row } from '../../presentation/report/aligned-lines';
import { named, visible } from '../../presentation/text/foreign-text';
import { humanCount } from '../../presentation/text/human-units';
import { phrase, type Words } from '../../presentation/words/words';
import type { CommandContext } from '../command-context';

/** Of the rounds, and of the jobs of a result, only the newest are shown. */
const SHOWN = 5;

/** What the newest rounds copied, and how far the cut-over is; empty for a run without rounds. */
export function roundsText(status: Pick<PreparationStatus, 'rounds' | 'cutOver'>, words: Words): string {
  const { rounds, cutOver } = status;
  if (rounds === undefined) {
    return '';
  }
  const { migration: names } = words.terminal;
  return alignedLines(
    [
      ...rounds
        .slice(-SHOWN)
        .map(({ round, number, copied, failed }): Row => [
          names.round(round, number),
          names.counted(humanCount(copied), failed === '0' ? null : humanCount(failed)),
        ]),
      [names.cutOver, cutOverText(cutOver, words)],
    ],
    '',
  ).join('\n');
}

/** How far the cut-over is, in a few words. */
export function cutOverText(cutOver: PreparationStatus['cutOver'], { terminal }: Words): string {
  const { cutOvers } = terminal.migration;
  const by = cutOver?.by ? named(cutOver.by) : null;
  return cutOver ? cutOvers[cutOver.state](by) : cutOvers.none;
}

/** The result of a migration: its jobs with their figures, both ends, who approved the launch, and what comes next. */
export function migrationResultText(
  result: MigrationResult,
  { words, say }: Pick<CommandContext, 'words' | 'say'>,
): string {
  const { migration: names, titled, aside } = words.terminal;
  const summary = visible(say(result.summary));
  if ('undo' in result) {
    const { removed, kept } = result.undo;
    const rows: Row[] = [
      ...removed.map((what): Row => [names.removed, say(what)]),
      ...kept.map(({ what, why }): Row => [names.kept, titled(say(what), say(why))]),
    ];
    return [summary, alignedLines(rows, '').join('\n')].filter((block) => block !== '').join('\n\n');
  }
  const { jobs, source, destination, region, approvedBy, cutOver, verification, nextSteps } = result;
  const rows: Row[] = [
    ...(jobs.length > SHOWN ? [[names.jobs, names.newest(jobs.length, SHOWN)] as const] : []),
    ...jobs.slice(-SHOWN).map(({ job, figures }): Row => {
      const progress =
        figures === null ? phrase('migration.noFigures') : phrase('migration.progress', progressOf(figures));
      return [names.job, titled(aside(named(job), named(region)), say(progress))];
    }),
    [names.source, aside(named(source.bucket), named(source.address), named(source.accessKeyId))],
    [
      names.destination,
      aside(named(destination.bucket), named(destination.address), named(destination.role)),
    ],
    [names.approvedBy, approvedBy.length === 0 ? names.launchedEarlier : approvers(approvedBy, words)],
    ...(cutOver === null
      ? []
      : [
          [names.cutOverRequestedBy, named(cutOver.requestedBy)] as const,
          [names.cutOverApprovedBy, approvers(cutOver.decisions, words)] as const,
        ]),
    [names.comparison, verification === null ? names.notCompared : names[comparisonOf(verification)]],
  ];
  return [
    summary,
    alignedLines(rows, '').join('\n'),
    [names.nextSteps, ...nextSteps.map((step) => `  - ${visible(say(step))}`)].join('\n'),
  ].join('\n\n');
}

function comparisonOf(verification: VerificationResult): 'nothingCompared' | 'identical' | 'different' {
  return isOfNothing(verification) ? 'nothingCompared' : verification.identical ? 'identical' : 'different';
}

function approvers(decisions: readonly Decision[], { report }: Words): string {
  return decisions.map(({ approver }) => named(approver)).join(report.names);
}
