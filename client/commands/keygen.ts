import { phrase, type Words } from '../../presentation/words/words';
import { Option, type Command } from 'commander';
import { isTokenName } from '../../configuration/settings/codec-tokens';
import { documented, type Answering } from '../command-help';
import type { CommandContext } from '../command-context';
import { CommandError } from '../command-error';
import { EXIT } from '../exit-codes';
import { makeIdentity } from '../credentials/identity-file';
import { makeCodecTokenFile, makePayloadKeyFile } from '../credentials/new-secret-files';
import { makeWorkerKeyFile, readWorkerKeyFile } from '../credentials/worker-key-file';

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

export function addCommand(program: Command, context: CommandContext, answering: Answering): void {
  const help = context.words.help.keygen;
  documented(program.command('keygen'), EXAMPLES, context)
    .description(help.description)
    .option('--out <file>', help.out)
    .option('--payload-key', help.payloadKey)
    .addOption(new Option('--worker-key', help.workerKey).conflicts('payloadKey'))
    .addOption(new Option('--codec-token <name>', help.codecToken).conflicts(['payloadKey', 'workerKey']))
    .addOption(new Option('--public <file>', help.public).conflicts(['out', 'payloadKey', 'codecToken']))
    .action((options: KeygenOptions) =>
      answering(options, () => keygen(options, context.words.terminal.keygen)),
    );
}

type KeygenWords = Words['terminal']['keygen'];

async function keygen(
  { out, payloadKey, codecToken, workerKey, public: publicOf }: KeygenOptions,
  words: KeygenWords,
) {
  if (publicOf !== undefined) {
    return publicKeysAnswer(publicOf, workerKey === true);
  }
  if (out === undefined) {
    throw new CommandError('InvalidInput', phrase('command.outMissing'));
  }
  if (workerKey === true) {
    return workerKeyAnswer(out, words);
  }
  if (payloadKey === true) {
    return payloadKeyAnswer(out, words);
  }
  return codecToken === undefined ? identityAnswer(out, words) : codecTokenAnswer(codecToken, out, words);
}

async function identityAnswer(file: string, words: KeygenWords) {
  const recipient = await makeIdentity(file);
  return {
    exitCode: EXIT.done,
    json: { recipient, file },
    text: [words.identity(file), words.recipient(recipient)].join('\n'),
  };
}

async function workerKeyAnswer(file: string, words: KeygenWords) {
  const { id: keyId, publicKey } = await makeWorkerKeyFile(file);
  return {
    exitCode: EXIT.done,
    json: { keyId, publicKey, file },
    text: [
      words.workerKey(file),
      words.giveWorkerKey,
      words.givePublicKey,
      words.keyId(keyId),
      words.publicKey(publicKey),
    ].join('\n'),
  };
}

function publicKeysAnswer(file: string, ofWorkers: boolean) {
  if (!ofWorkers) {
    throw new CommandError('InvalidInput', phrase('command.publicNeedsWorkerKey'));
  }
  const keys = readWorkerKeyFile(file).map(({ id: keyId, publicKey }) => ({ keyId, publicKey }));
  return {
    exitCode: EXIT.done,
    json: { keys, file },
    text: keys.map(({ publicKey }) => publicKey).join('\n'),
  };
}

async function payloadKeyAnswer(file: string, words: KeygenWords) {
  const keyId = await makePayloadKeyFile(file);
  return {
    exitCode: EXIT.done,
    json: { keyId, file },
    text: [words.payloadKey(file), words.givePayloadKey, words.keyId(keyId)].join('\n'),
  };
}

async function codecTokenAnswer(name: string, file: string, words: KeygenWords) {
  if (!isTokenName(name)) {
    throw new CommandError('InvalidInput', phrase('command.tokenName'));
  }
  await makeCodecTokenFile(name, file);
  return {
    exitCode: EXIT.done,
    json: { name, file },
    text: [words.codecToken(name, file), words.giveCodecToken(name)].join('\n'),
  };
}
