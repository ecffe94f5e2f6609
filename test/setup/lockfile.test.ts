import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { projectRoot } from './checkout';

interface LockEntry {
  readonly resolved?: string;
  readonly integrity?: string;
  readonly link?: boolean;
  readonly hasInstallScript?: boolean;
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

  it('has a hash for every package, so that no registry can serve another one', () => {
    const unproven = Object.entries(packages).filter(
      ([folder, { integrity = '', link }]) =>
        folder !== '' && link !== true && !integrity.startsWith('sha512-'),
    );
    expect(unproven.map(([folder]) => folder)).toEqual([]);
  });

  // Before you add one here, check what its script does, and that the product works without it.
  it('brings no install script that nobody has looked at', () => {
    const scripted = Object.entries(packages).filter(([, { hasInstallScript }]) => hasInstallScript === true);
    expect(scripted.map(([folder]) => folder)).toEqual([
      'node_modules/@alicloud/openapi-core',
      'node_modules/@parcel/watcher',
      'node_modules/@swc/core',
      'node_modules/protobufjs',
    ]);
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

describe('.npmrc', () => {
  it('keeps packages from running scripts when they are installed', () => {
    const lines = readFileSync(path.join(projectRoot, '.npmrc'), 'utf8').split('\n');
    expect(lines).toContain('ignore-scripts=true');
    expect(lines).toContain('omit-lockfile-registry-resolved=true');
  });

  it('names no registry, as the rest of the repository', () => {
    expect(readFileSync(path.join(projectRoot, '.npmrc'), 'utf8')).not.toMatch(/registry\s*=|\/\//);
  });
});
