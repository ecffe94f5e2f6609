import { Option, type Command } from 'commander';
import { isTokenName } from '../../configuration/settings/codec-tokens';
import { documented, type Answering } from '../command-help';
import type { CommandContext } from '../command-context';
import { CommandError } from '../command-error';
import { EXIT } from '../exit-codes';
import { makeIdentity } from '../identity-file';
import { makeCodecTokenFile, makePayloadKeyFile } from '../new-secret-files';
import { makeWorkerKeyFile, readWorkerKeyFile } from '../worker-key-file';

interface KeygenOptions {
  readonly out?: string;
  readonly payloadKey?: boolean;
  readonly codecToken?: string;
  readonly workerKey?: boolean;
  readonly public?: string;
  readonly json?: boolean;
}

const EXAMPLES = [
  'npx prep keygen --out identity.txt',
  'npx prep keygen --worker-key --out worker-keys',
  'npx prep keygen --worker-key --public worker-keys',
  'npx prep keygen --payload-key --out payload-keys',
  'npx prep keygen --codec-token li.wei --out li.wei.token',
];

export function addCommand(program: Command, _context: CommandContext, answering: Answering): void {
  documented(program.command('keygen'), EXAMPLES)
    .description(
      'Make an age identity to open credentials with, a worker key, a payload key or a codec token, in a new file that only you can read.',
    )
    .option('--out <file>', 'file to make; an existing one is never replaced')
    .option('--payload-key', 'a key of the payload encryption, for payload_encryption.keys_file')
    .addOption(
      new Option(
        '--worker-key',
        'a key that workers authenticate their own results with, for trust.keys_file',
      ).conflicts('payloadKey'),
    )
    .addOption(
      new Option(
        '--codec-token <name>',
        "somebody's token of the codec endpoint, for codec_endpoint.tokens_file",
      ).conflicts(['payloadKey', 'workerKey']),
    )
    .addOption(
      new Option(
        '--public <file>',
        'with --worker-key: print the public keys of this file and make nothing',
      ).conflicts(['out', 'payloadKey', 'codecToken']),
    )
    .action((options: KeygenOptions) => answering(options, () => keygen(options)));
}

async function keygen({ out, payloadKey, codecToken, workerKey, public: publicOf }: KeygenOptions) {
  if (publicOf !== undefined) {
    return publicKeysAnswer(publicOf, workerKey === true);
  }
  if (out === undefined) {
    throw new CommandError(
      'InvalidInput',
      '--out is missing: the file to make; for example npx prep keygen --out identity.txt',
    );
  }
  if (workerKey === true) {
    return workerKeyAnswer(out);
  }
  if (payloadKey === true) {
    return payloadKeyAnswer(out);
  }
  return codecToken === undefined ? identityAnswer(out) : codecTokenAnswer(codecToken, out);
}

async function identityAnswer(file: string) {
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

async function workerKeyAnswer(file: string) {
  const { id: keyId, publicKey } = await makeWorkerKeyFile(file);
  return {
    exitCode: EXIT.done,
    json: { keyId, publicKey, file },
    text: [
      `Wrote the worker key to ${file}, which only you can read (mode 0600).`,
      'Give it to every worker, and to nobody else, by PREP_TRUST_KEYS_FILE (trust.keys_file).',
      'Give the public key to whoever reads results on another machine: PREP_TRUST_PUBLIC_KEYS (trust.public_keys).',
      `Key ID: ${keyId}`,
      `Public key: ${publicKey}`,
    ].join('\n'),
  };
}

function publicKeysAnswer(file: string, ofWorkers: boolean) {
  if (!ofWorkers) {
    throw new CommandError(
      'InvalidInput',
      '--public needs --worker-key: only worker keys have a public key to print',
    );
  }
  const keys = readWorkerKeyFile(file).map(({ id: keyId, publicKey }) => ({ keyId, publicKey }));
  return {
    exitCode: EXIT.done,
    json: { keys, file },
    text: keys.map(({ publicKey }) => publicKey).join('\n'),
  };
}

async function payloadKeyAnswer(file: string) {
  const keyId = await makePayloadKeyFile(file);
  return {
    exitCode: EXIT.done,
    json: { keyId, file },
    text: [
      `Wrote the payload key to ${file}, which only you can read (mode 0600). Keep it as long as a history that it encrypted.`,
      'Give it to every worker and client by PREP_PAYLOAD_KEYS_FILE (payload_encryption.keys_file).',
      `Key ID: ${keyId}`,
    ].join('\n'),
  };
}

async function codecTokenAnswer(name: string, file: string) {
  if (!isTokenName(name)) {
    throw new CommandError(
      'InvalidInput',
      '--codec-token takes a name of up to 64 letters, digits and . _ @ + -, which the access log then shows; for example li.wei',
    );
  }
  await makeCodecTokenFile(name, file);
  return {
    exitCode: EXIT.done,
    json: { name, file },
    text: [
      `Wrote the codec token of ${name} to ${file}, which only you can read (mode 0600).`,
      `Add its line to the file of codec_endpoint.tokens_file, restart the workers, and hand ${name} what stands behind the colon.`,
    ].join('\n'),
  };
}
