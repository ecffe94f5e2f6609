import { setHandler } from '@temporalio/workflow';
import { messageExamples } from '../../contracts/inputs/corrected-message';
import { cutOverSignal, cutOverUpdate, readCutOver } from '../../contracts/messages';
import { phrase } from '../../presentation/words/words';
import { described, readOrRefuse, refused } from '../run/messages';
import type { MigrationRun } from './migration-run';

/** Takes requests for the cut-over. None decides anything: the run then asks for the approval. No signal throws. */
export function listenForCutOver(run: MigrationRun): void {
  setHandler(
    cutOverSignal,
    (payload) => {
      const read = readCutOver(payload);
      if (!read.ok) {
        run.notice(read.problem);
        return;
      }
      const { by } = read.value;
      const why = run.whyNoCutOver;
      if (why === null) {
        run.cutOver = { state: 'requested', by };
      } else {
        run.notice(phrase('run.ignored', { name: 'cutOver', who: by, why }));
      }
    },
    described('cutOver', messageExamples.cutOver),
  );
  setHandler(
    cutOverUpdate,
    (payload) => {
      const { by } = readOrRefuse(run, readCutOver(payload));
      const why = run.whyNoCutOver;
      if (why !== null) {
        throw refused(run, why);
      }
      run.cutOver = { state: 'requested', by };
      return { accepted: true, message: run.readable(phrase('migration.cutOverSoon')) };
    },
    described('requestCutOver', messageExamples.cutOver),
  );
}
