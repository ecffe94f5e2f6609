/** What the codes of the operating system mean for a file or folder. */
const FAULTS: Readonly<Record<string, string>> = {
  ENOTDIR: 'part of its path is a file',
  EISDIR: 'it is a folder',
  EFTYPE: 'it is a device, a pipe or a socket',
  EEXIST: 'there is a file of that name',
  EACCES: 'this user may not',
  EPERM: 'this user may not',
  EROFS: 'the file system is read-only',
  ENOSPC: 'no space is left',
  EFBIG: 'it would become larger than it may',
};

/** Why a file cannot be read, by the code of the error. */
export const readFault = (code: string): string =>
  code === 'ENOENT' ? 'there is no such file' : (FAULTS[code] ?? code);

/** Why a file cannot be written, or a folder cannot be created. */
export const writeFault = (code: string): string =>
  code === 'ENOENT' ? 'its folder does not exist' : (FAULTS[code] ?? code);
