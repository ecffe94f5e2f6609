import type { AttentionSettings } from '../../contracts/runs/attention';
import { durationMs } from '../../contracts/duration';
import { parsePreparationInput } from '../../contracts/inputs/preparation-input';

/** How long a run waits that requires an action, as its validated input says, or else the configuration. */
export function attentionTerms(raw: unknown, configured: AttentionSettings): AttentionSettings {
  const parsed = parsePreparationInput(raw);
  const { timeout, remindEvery } = (parsed.ok ? parsed.value.actionRequired : undefined) ?? {};
  return {
    ...configured,
    ...(timeout === undefined ? {} : { timeoutMs: durationMs(timeout) }),
    ...(remindEvery === undefined
      ? {}
      : { remindEveryMs: durationMs(remindEvery) ?? configured.remindEveryMs }),
  };
}
