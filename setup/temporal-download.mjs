import { statSync } from 'node:fs';
import path from 'node:path';
import { inCheckout } from './checkout.mjs';
import { lastLines, runCommand } from './command.mjs';
import { say } from './messages.mjs';

const firstByteWithin = 60_000;
const allWithin = 300_000;

/**
 * Obtains the Temporal CLI by the downloader of the Temporal SDK, which knows the address and the
 * archive for each platform. Given up after 60 s without a byte, or after 5 minutes.
 *
 * @param {string} folder where the executable goes
 * @param {string} version release tag
 * @returns {Promise<{ file?: string, source: string, problem?: string }>}
 */
export async function downloadTemporalCli(folder, version) {
  const source = 'the download of the Temporal SDK';
  const file = path.join(folder, `temporal-${version}${process.platform === 'win32' ? '.exe' : ''}`);
  say(`Downloading the Temporal CLI ${version} (about 50 MB).`);
  const stop = new AbortController();
  const firstByte = setTimeout(() => {
    if (!hasBytes(`${file}.downloading`) && !hasBytes(file)) {
      stop.abort('no data within 60 s');
    }
  }, firstByteWithin);
  const downloader = inCheckout('setup', 'sdk-downloader.mjs');
  const result = await runCommand(process.execPath, [downloader, folder, version], {
    timeout: allWithin,
    stop: stop.signal,
  }).finally(() => clearTimeout(firstByte));
  // The downloader also starts the server once; on a slow machine that may fail when the file is fine.
  if (hasBytes(file)) {
    return { file, source };
  }
  return { source, problem: result.problem ?? lastLines(result.output, 1) };
}

/** @param {string} file */
const hasBytes = (file) => (statSync(file, { throwIfNoEntry: false })?.size ?? 0) > 0;
