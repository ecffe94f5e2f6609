import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { projectRoot } from './checkout';

interface LockEntry {
  readonly resolved?: string;
  readonly optionalDependencies?: Record<string, string>;
}

const text = readFileSync(path.join(projectRoot, 'package-lock.json'), 'utf8');
const { packages } = JSON.parse(text) as { packages: Record<string, LockEntry> };

/** Whether a package that is required from a folder is in the lockfile, looked up as Node.js does. */
function isLocked(folder: string, name: string): boolean {
  const nested = folder === '' ? `node_modules/${name}` : `${folder}/node_modules/${name}`;
  const above = folder.slice(0, Math.max(0, folder.lastIndexOf('/node_modules/')));
  return nested in packages || (folder !== '' && isLocked(above, name));
}

describe('package-lock.json', () => {
  it('names no registry, so that every registry serves it', () => {
    expect(Object.values(packages).filter(({ resolved }) => resolved !== undefined)).toEqual([]);
  });

  // A registry that lacks the builds for other platforms makes npm leave them out of the lockfile, and
  // `npm ci` then refuses the lockfile on every platform.
  it('names the native builds for every platform', () => {
    const missing = Object.entries(packages).flatMap(([folder, { optionalDependencies = {} }]) =>
      Object.keys(optionalDependencies).filter((name) => !isLocked(folder, name)),
    );
    expect(missing).toEqual([]);
  });
});
