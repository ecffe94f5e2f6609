import { statSync } from 'node:fs';
import { DirectorySource } from './sources/directory-source';
import { keyspaces, type KeyspaceName } from './sources/keyspaces';
import { MemorySource } from './sources/memory-source';
import type { ObjectSource } from './sources/object-source';
import { SyntheticSource } from './sources/synthetic-source';

/** What a bucket is filled with; nothing given: empty and writable. */
export interface SourceChoice {
  /** Folder whose regular files are the objects. */
  directory?: string;
  /** `<keyspace>:<count>`, e.g. `hex:1000000`. */
  synthetic?: string;
}

/** @throws Error naming what is wrong with the choice */
export function makeSource({ directory, synthetic }: SourceChoice): ObjectSource {
  if (directory !== undefined) {
    if (!statSync(directory, { throwIfNoEntry: false })?.isDirectory()) {
      throw new Error(`no such directory: ${directory}`);
    }
    return new DirectorySource(directory);
  }
  return synthetic === undefined ? new MemorySource() : syntheticSource(synthetic);
}

function syntheticSource(text: string): SyntheticSource {
  const [name = '', count = ''] = text.split(':');
  if (!Object.hasOwn(keyspaces, name) || !/^\d{1,9}$/.test(count)) {
    const names = Object.keys(keyspaces).join(', ');
    throw new Error(`synthetic bucket "${text}": give <keyspace>:<count>, keyspaces are ${names}`);
  }
  return new SyntheticSource(name as KeyspaceName, Number(count));
}
