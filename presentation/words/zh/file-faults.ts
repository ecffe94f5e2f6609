/** What the codes of the operating system mean for a file or folder. */
const FAULTS: Readonly<Record<string, string>> = {
  ENOTDIR: '路径中的某一级是文件',
  EISDIR: '它是文件夹',
  EFTYPE: '它是设备、管道或套接字',
  EEXIST: '已有同名文件',
  EACCES: '当前用户没有权限',
  EPERM: '当前用户没有权限',
  EROFS: '文件系统只读',
  ENOSPC: '空间不足',
  EFBIG: '超过了允许的文件大小',
};

/** Why a file cannot be read, by the code of the error. */
export const readFault = (code: string): string =>
  code === 'ENOENT' ? '文件不存在' : (FAULTS[code] ?? code);

/** Why a file cannot be written, or a folder cannot be created. */
export const writeFault = (code: string): string =>
  code === 'ENOENT' ? '所在文件夹不存在' : (FAULTS[code] ?? code);
