import { say } from '../presentation/words/words';
import { visible } from '../presentation/text/foreign-text';
import type { LifecycleResult } from '../contracts/credential-lifecycle';
import { alignedLines, type Row } from '../presentation/report/aligned-lines';

/** What a revocation or a rotation came to, for people: what was removed and when, what was left, and the proof. */
export function lifecycleResultText(result: LifecycleResult): string {
  const { outcome, summary, removed, proof } = result;
  const rows: Row[] = [
    ...removed.map(({ what, at }): Row => [`Removed ${at}`, say('en', what)]),
    ...('kept' in result
      ? result.kept.map(({ what, why }): Row => ['Kept', `${say('en', what)}: ${say('en', why)}`])
      : []),
    ...proof.map(({ name, message }): Row => [`Read back: ${say('en', name)}`, say('en', message)]),
  ];
  return [visible(`${capital(outcome)}: ${say('en', summary)}`), alignedLines(rows, '').join('\n')]
    .filter((block) => block !== '')
    .join('\n\n');
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
