import { lstat, readdir } from 'node:fs/promises';
import { join } from 'node:path';

/** Regular files under a folder and their bytes, as `find DIR -type f` sees them. */
export async function folderTotals(folder: string): Promise<{ objects: number; bytes: number }> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  let bytes = 0;
  for (const file of files) {
    bytes += (await lstat(join(file.parentPath, file.name))).size;
  }
  return { objects: files.length, bytes };
}
