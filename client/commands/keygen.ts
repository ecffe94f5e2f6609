import type { Command } from 'commander';
import { documented, type Answering } from '../command-help';
import type { CommandContext } from '../command-context';
import { EXIT } from '../exit-codes';
import { makeIdentity } from '../identity-file';

interface KeygenOptions {
  readonly out: string;
  readonly json?: boolean;
}

const EXAMPLES = ['npx prep keygen --out identity.txt', 'npx prep keygen --out ~/.age/migration.txt --json'];

export function addCommand(program: Command, _context: CommandContext, answering: Answering): void {
  documented(program.command('keygen'), EXAMPLES)
    .description('Make an age identity to open credentials with, in a new file that only you can read.')
    .requiredOption('--out <file>', 'file to make; an existing one is never replaced')
    .action((options: KeygenOptions) => answering(options, () => keygen(options.out)));
}

async function keygen(file: string) {
  const recipient = await makeIdentity(file);
  return {
    exitCode: EXIT.done,
    json: { recipient, file },
    text: [
      `Wrote the identity to ${file}, which only you can read (mode 0600). Keep it: nothing else opens what is sealed to it.`,
      `Recipient: ${recipient}`,
    ].join('\n'),
  };
}
