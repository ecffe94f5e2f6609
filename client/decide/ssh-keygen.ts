import { phrase } from '../../presentation/words/words';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { SIGNATURE_NAMESPACE } from '../../contracts/approval/decision-statement';
import { CommandError } from '../command-error';

/**
 * Signs a text with `ssh-keygen -Y sign`, which supports passphrases, agents and security keys, and asks for them on
 * the terminal itself.
 *
 * @param keyFile a private key, or a public one if an agent holds its private key
 * @returns the armored signature
 * @throws CommandError `SigningFailed`
 */
export async function signWithSshKeygen(keyFile: string, text: string): Promise<string> {
  const child = spawn('ssh-keygen', ['-Y', 'sign', '-n', SIGNATURE_NAMESPACE, '-f', keyFile], {
    // What it says of passphrases, touches and failures is for the person at the terminal.
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  let signature = '';
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => (signature += chunk));
  // It may end without reading; then its exit code shows it.
  child.stdin.on('error', () => undefined);
  child.stdin.end(text);
  const [exitCode] = (await once(child, 'close').catch(missing)) as [number | null];
  if (exitCode !== 0) {
    throw new CommandError('SigningFailed', phrase('command.notSigned', { keyFile }));
  }
  return signature;
}

function missing(): never {
  throw new CommandError('SigningFailed', phrase('command.noSshKeygen'));
}
