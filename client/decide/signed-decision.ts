import { phrase } from '../../presentation/words/words';
import { parseSignature } from '../../provisioning/ssh/signature';
import { MalformedSshData } from '../../provisioning/ssh/wire';
import { statementText, type DecisionStatement } from '../../contracts/approval/decision-statement';
import type { CommandContext } from '../command-context';
import { CommandError } from '../command-error';
import { EXIT } from '../exit-codes';
import type { DecisionMessage } from '../runs/preparations';

/** What is signed; the time of signing is now. */
export type ToSign = Omit<DecisionStatement, 'signedAt'>;

/** A signed decision, and the key that signed it. */
export interface SignedDecision {
  readonly message: DecisionMessage;
  /** `SHA256:…` */
  readonly fingerprint: string;
}

/**
 * Signs a decision about a run and its plan.
 *
 * @throws CommandError `SigningFailed`, also if the key is of a kind whose signatures are not accepted
 */
export async function signDecision(
  decided: ToSign,
  keyFile: string,
  sign: CommandContext['sign'],
): Promise<SignedDecision> {
  const statement = { ...decided, signedAt: new Date().toISOString() };
  const armored = await sign(keyFile, statementText(statement));
  const { workflowId: _, ...words } = statement;
  return { message: { ...words, signature: oneLine(armored) }, fingerprint: fingerprintOf(armored, keyFile) };
}

function fingerprintOf(armored: string, keyFile: string): string {
  try {
    return parseSignature(armored).publicKey.fingerprint;
  } catch (error) {
    if (!(error instanceof MalformedSshData)) {
      throw error;
    }
    const said = phrase('command.keyCannotSign', { keyFile, why: error.said });
    throw new CommandError('SigningFailed', said, EXIT.invalidInput);
  }
}

/** Without its armor it is one line, which is easier to paste. */
function oneLine(armored: string): string {
  return armored.replaceAll(/-----[A-Z ]+-----|\s/g, '');
}
