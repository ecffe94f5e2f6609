import { makeCodecToken } from '../../configuration/settings/codec-tokens';
import { makePayloadKey } from '../../configuration/encryption/payload-keys';
import { writePrivateFile } from '../private-file';

/** Makes a key of the payload encryption in a new file of mode 0600. Returns its ID. */
export async function makePayloadKeyFile(file: string): Promise<string> {
  const { id, secret } = makePayloadKey();
  await writePrivateFile(file, `# payload key ${id}, made ${new Date().toISOString()}\n${secret.reveal()}\n`);
  return id;
}

/** Makes somebody's token of the codec endpoint in a new file of mode 0600, as `codec_endpoint.tokens_file` takes it. */
export async function makeCodecTokenFile(name: string, file: string): Promise<void> {
  const { secret } = makeCodecToken(name);
  await writePrivateFile(
    file,
    `# codec token, made ${new Date().toISOString()}\n${name}:${secret.reveal()}\n`,
  );
}
