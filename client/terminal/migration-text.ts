import { progressOf } from '../../contracts/job-progress';
import { type MigrationResult } from '../../contracts/migration';
import { alignedLines, type Row } from '../../presentation/report/aligned-lines';
import { named, visible } from '../../presentation/text/foreign-text';
import { phrase } from '../../presentation/words/words';
import type { CommandContext } from '../command-context';

/** The result of a migration: its jobs with their figures, both ends, who approved the launch, and what comes next. */
export function migrationResultText(
  result: MigrationResult,
  { words, say }: Pick<CommandContext, 'words' | 'say'>,
): string {
  const { migration: names, titled } = words.terminal;
  const summary = visible(say(result.summary));
  if ('undo' in result) {
    const { removed, kept } = result.undo;
    const rows: Row[] = [
      ...removed.map((what): Row => [names.removed, say(what)]),
      ...kept.map(({ what, why }): Row => [names.kept, titled(say(what), say(why))]),
    ];
    return [summary, alignedLines(rows, '').join('\n')].filter((block) => block !== '').join('\n\n');
  }
  const { jobs, source, destination, region, approvedBy, nextSteps } = result;
  const rows: Row[] = [
    ...jobs.map(({ job, figures }): Row => {
      const progress =
        figures === null ? phrase('migration.noFigures') : phrase('migration.progress', progressOf(figures));
      return [names.job, titled(`${named(job)} (${named(region)})`, say(progress))];
    }),
    [names.source, `${named(source.bucket)} (${named(source.address)}, ${named(source.accessKeyId)})`],
    [
      names.destination,
      `${named(destination.bucket)} (${named(destination.address)}, ${named(destination.role)})`,
    ],
    [
      names.approvedBy,
      approvedBy.length === 0
        ? names.launchedEarlier
        : approvedBy.map(({ approver }) => named(approver)).join('; '),
    ],
  ];
  return [
    summary,
    alignedLines(rows, '').join('\n'),
    [names.nextSteps, ...nextSteps.map((step) => `  - ${visible(say(step))}`)].join('\n'),
  ].join('\n\n');
}
