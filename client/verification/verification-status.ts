import type { AttestedAbout } from '../../contracts/approval/attested';
import { verifyAgainCommand, type VerifiedRequest } from '../../contracts/runs/run-commands';
import type { VerificationResult } from '../../contracts/migration/verification';
import { parseVerificationInput, type VerificationInput } from '../../contracts/inputs/verification-input';
import type { Answer } from '../answer';
import type { CommandContext } from '../command-context';
import { EXIT } from '../exit-codes';
import { RunFailedError, type Preparations, type RunState } from '../runs/preparations';
import { exitCodeOf, statusJson, type RunStatus } from '../runs/run-status';
import { NOT_VERIFIED, unsigned } from '../runs/verify-result';
import { progressText } from '../terminal/progress-text';
import { statusText, titleOf } from '../terminal/status-text';
import { verificationAnswer } from './verification-answer';

type Look = Pick<CommandContext, 'words' | 'say' | 'language' | 'terminal' | 'tell'>;

/**
 * The status of a verification by a worker: how far it is, or what it found.
 *
 * @throws CommandError `ResultNotAuthentic`
 */
export async function verificationStatus(
  preparations: Preparations,
  run: RunState,
  look: Look,
): Promise<Answer> {
  const { workflowId, runId, state } = run;
  const link = preparations.linkOf(workflowId);
  if (state === 'running') {
    const listing = await preparations.listingProgress(workflowId);
    const head = titleOf(workflowId, look, look.words.terminal.phases.running);
    return {
      exitCode: EXIT.done,
      json: { workflowId, runId, state, link, phase: { name: 'running' }, listing },
      text: [head, ...(listing === null ? [] : [progressText(listing, look.words)])].join('\n\n'),
    };
  }
  try {
    return resultAnswer(await resultOf(preparations, run, look), run, link, look);
  } catch (error) {
    if (!(error instanceof RunFailedError)) {
      throw error;
    }
    const failed: RunStatus = { kind: 'failed', run, type: error.type, message: error.said };
    return {
      exitCode: exitCodeOf(failed),
      json: statusJson(failed, link, look.say),
      text: statusText(failed, link, look),
    };
  }
}

type Verification = AttestedAbout<VerificationResult> & {
  readonly about: VerifiedRequest;
  readonly input: VerificationInput;
};

/** The result of a run, if a worker gave it for the buckets of its input. */
async function resultOf(preparations: Preparations, run: RunState, { tell }: Look): Promise<Verification> {
  const { workflowId } = run;
  const found = Object(await preparations.result(workflowId, run.runId)) as Omit<Verification, 'input'>;
  const input = parseVerificationInput(await preparations.inputOf(workflowId));
  if (!input.ok || typeof found.value?.identical !== 'boolean') {
    throw unsigned(run);
  }
  const verified = preparations.verifyVerification(found, input.value, run.startedAt);
  if (verified === 'not verified') {
    tell(NOT_VERIFIED);
  }
  return { ...found, input: input.value };
}

function resultAnswer(
  { about, value, input }: Verification,
  { workflowId, runId, state, startedAt, closedAt }: RunState,
  link: string | null,
  look: Look,
): Answer {
  const buckets = { source: about.source.bucket, destination: about.destination.bucket };
  const seconds = ((closedAt ?? new Date()).getTime() - startedAt.getTime()) / 1000;
  const again = verifyAgainCommand(about, input);
  const answer = verificationAnswer(buckets, value, seconds, look, { again, workflowId, runId, state, link });
  const outcome = look.words.terminal.runStates[state] ?? state;
  return { ...answer, text: [titleOf(workflowId, look, outcome), answer.text].join('\n\n') };
}
