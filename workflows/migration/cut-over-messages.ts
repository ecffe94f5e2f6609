import { setHandler } from '@temporalio/workflow';
import { cutOverSignal, cutOverUpdate, messageExamples, readCutOver } from '../../contracts/messages';
import type { Said } from '../../presentation/words/phrase';
import { phrase } from '../../presentation/words/words';
import { described, refused } from '../run/messages';
import type { MigrationRun } from './migration-run';

/** Takes requests for the cut-over. None decides anything: the run then asks for the approval. Nothing here throws. */
export function listenForCutOver(run: MigrationRun): void {
  setHandler(
    cutOverSignal,
    (payload) => {
      const read = readCutOver(payload);
      const why = read.ok ? ask(run) : read.problem;
      if (why !== null) {
        const who = read.ok ? read.value.by : '';
        run.notice(read.ok ? phrase('run.ignored', { name: 'cutOver', who, why }) : why);
      }
    },
    described('cutOver', messageExamples.cutOver),
  );
  setHandler(
    cutOverUpdate,
    (payload) => {
      const read = readCutOver(payload);
      const why = read.ok ? ask(run) : read.problem;
      if (why !== null) {
        throw refused(run, why);
      }
      return { accepted: true, message: run.readable(phrase('migration.cutOverSoon')) };
    },
    {
      ...described('requestCutOver', messageExamples.cutOver),
      validator: (payload) => {
        const read = readCutOver(payload);
        if (!read.ok) {
          throw refused(run, read.problem);
        }
      },
    },
  );
}

/** Why the cut-over cannot be asked for; null if it is. Before the input is read, the request is kept. */
function ask(run: MigrationRun): Said | null {
  if (run.cutOverAsked || run.cutOverBegun) {
    return phrase('migration.cutOverAlready');
  }
  if (run.isValidated && !run.hasRounds) {
    return phrase('migration.cutOverNoRounds');
  }
  run.cutOverAsked = true;
  return null;
}
