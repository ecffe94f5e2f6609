import { createHash } from 'node:crypto';
import { closeSync, lstatSync, openSync, readdirSync, readSync } from 'node:fs';
import { addUp, type ObjectFacts, type ObjectSource } from './object-source';
import { compareUtf8 } from './utf8-order';

interface File extends ObjectFacts {
  key: string;
  /** As bytes: a file name need not be UTF-8. */
  path: Buffer;
}

const slash = Buffer.from('/');

/**
 * The regular files under a directory, read-only. Symbolic links are not followed, so that objects and
 * bytes are those of `find DIR -type f`. The index is read once, at the first request.
 */
export class DirectorySource implements ObjectSource {
  #files: File[] | undefined;

  constructor(readonly directory: string) {}

  get count(): number {
    return this.#index().length;
  }

  keyAt(index: number): string {
    return this.#at(index).key;
  }

  factsAt(index: number): ObjectFacts {
    return this.#at(index);
  }

  contentAt(index: number, start: number, end: number): Buffer {
    const file = openSync(this.#at(index).path, 'r');
    try {
      const content = Buffer.alloc(end - start);
      return content.subarray(0, readSync(file, content, 0, content.length, start));
    } finally {
      closeSync(file);
    }
  }

  expected() {
    return addUp(this.#index());
  }

  #index(): File[] {
    this.#files ??= filesBelow(Buffer.from(this.directory)).sort((a, b) => compareUtf8(a.key, b.key));
    return this.#files;
  }

  #at(index: number): File {
    const file = this.#index()[index];
    if (file === undefined) {
      throw new RangeError(`no object at ${index}`);
    }
    return file;
  }
}

function filesBelow(root: Buffer): File[] {
  const files: File[] = [];
  const folders: { path: Buffer; prefix: string }[] = [{ path: root, prefix: '' }];
  for (let folder = folders.pop(); folder !== undefined; folder = folders.pop()) {
    for (const name of readdirSync(folder.path, { encoding: 'buffer' })) {
      const path = Buffer.concat([folder.path, slash, name]);
      const key = folder.prefix + name.toString('utf8');
      const stat = lstatSync(path);
      if (stat.isDirectory()) {
        folders.push({ path, prefix: `${key}/` });
      } else if (stat.isFile()) {
        files.push({ key, path, ...factsOf(key, stat.size, stat.mtime) });
      }
    }
  }
  return files;
}

/** The ETag has the form of a multipart upload's, which clients do not take for the content's MD5. */
function factsOf(key: string, size: number, modified: Date): ObjectFacts {
  const lastModified = modified.toISOString();
  const etag = createHash('md5').update(`${key}\n${size}\n${lastModified}`).digest('hex');
  return { size, lastModified, storageClass: 'STANDARD', etag: `${etag}-1` };
}
