import { randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { csvRecord } from '../../presentation/report/csv-record';
import type { Difference } from '../../inventory/verification/found-differences';
import { createPrivateFile, demandNewFile, refused } from '../private-file';

/** With a byte order mark: without it, spreadsheets of Chinese systems take UTF-8 for their own encoding. */
const HEAD = `\u{FEFF}${csvRecord(['mark', 'key', 'source_bytes', 'destination_bytes'])}`;
/** How escapes begin. */
const ESCAPE = '\\u{';
/** Characters that are written at once. */
const BLOCK = 2 ** 16;

/**
 * Writes differences as CSV, as they come: only its owner can read the file, which is new. Keys that a spreadsheet would
 * take for formulas begin with an apostrophe, and what cannot be seen is escaped; so is what looks like an escape.
 *
 * It gets its name when it is whole: what a killed process leaves behind is named `.partial`.
 *
 * @throws CommandError `FileRefused`, also from what it returns
 */
export async function differencesFile(path: string) {
  await demandNewFile(path);
  const partial = `${path}.${randomBytes(6).toString('hex')}.partial`;
  const file = await createPrivateFile(partial);
  let pending = HEAD;
  const flush = (): void => {
    // Unlike `writeSync`, which may write a part of it where a disk is nearly full, and say so by its result alone.
    try {
      writeFileSync(file.fd, pending);
    } catch (error) {
      throw refused(path, error);
    }
    pending = '';
  };
  return {
    add({ mark, key, sourceBytes, destinationBytes }: Difference): void {
      const text = Buffer.from(key, 'latin1').toString('utf8');
      const cells = [
        text.replaceAll(ESCAPE, `\\u{5C}u{`),
        String(sourceBytes ?? ''),
        String(destinationBytes ?? ''),
      ];
      // A mark alone is no formula.
      pending += `${mark},${csvRecord(cells)}`;
      if (pending.length > BLOCK) {
        flush();
      }
    },
    /** All differences are in it. @throws CommandError `FileRefused`, also if another file has its name by now */
    async done(): Promise<void> {
      flush();
      await file.sync().catch((error: unknown) => {
        throw refused(path, error);
      });
      await file.close();
      await demandNewFile(path);
      await rename(partial, path).catch((error: unknown) => {
        throw refused(path, error);
      });
    },
    /** Removes what was written: a list that is not whole would be taken for one that is. */
    async discard(): Promise<void> {
      await file.close();
      await rm(partial, { force: true });
    },
  };
}
