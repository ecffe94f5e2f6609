import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { makeSource } from '../../../standins/ks3/make-source';
import { DirectorySource } from '../../../standins/ks3/sources/directory-source';
import { keyspaces, type KeyspaceName } from '../../../standins/ks3/sources/keyspaces';
import { MemorySource } from '../../../standins/ks3/sources/memory-source';
import { addUp, indexOfKey } from '../../../standins/ks3/sources/object-source';
import { SyntheticSource } from '../../../standins/ks3/sources/synthetic-source';
import { compareUtf8 } from '../../../standins/ks3/sources/utf8-order';

const byBytes = (a: string, b: string) => Buffer.compare(Buffer.from(a), Buffer.from(b));

it('orders keys by their UTF-8 bytes', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (a, b) => {
      expect(Math.sign(compareUtf8(a, b))).toBe(byBytes(a, b));
    }),
  );
  expect(compareUtf8('😀', 'Ａ')).toBeGreaterThan(0);
});

describe('a directory', () => {
  let directory: string;
  beforeAll(() => {
    directory = mkdtempSync(join(tmpdir(), 'directory-source-'));
    mkdirSync(join(directory, 'a', 'b'), { recursive: true });
    mkdirSync(join(directory, 'empty'));
    const files = ['a/b/deep.txt', 'a/one', 'a0', '.hidden', '中 文.jpg', '😀', 'Ａ', 'a-', 'zero'];
    for (const file of files) {
      writeFileSync(join(directory, file), file === 'zero' ? '' : `content of ${file}`);
    }
    symlinkSync(join(directory, 'a'), join(directory, 'link-to-folder'));
    symlinkSync(join(directory, 'a0'), join(directory, 'link-to-file'));
  });
  afterAll(() => rmSync(directory, { recursive: true }));

  it('holds what find -type f finds, in objects and bytes', () => {
    const found = execFileSync('find', ['.', '-type', 'f', '-printf', '%P\\t%s\\n'], { cwd: directory })
      .toString('utf8')
      .trimEnd()
      .split('\n')
      .map((line) => line.split('\t') as [string, string])
      .sort(([a], [b]) => byBytes(a, b));
    const source = new DirectorySource(directory);
    const held = Array.from({ length: source.count }, (_, i) => [
      source.keyAt(i),
      String(source.factsAt(i).size),
    ]);
    expect(held).toEqual(found);
    expect(source.expected()).toMatchObject({
      objects: found.length,
      bytes: String(found.reduce((sum, [, size]) => sum + Number(size), 0)),
    });
  });

  it('gives the content of its files', () => {
    const source = new DirectorySource(directory);
    const index = indexOfKey(source, 'a/b/deep.txt') as number;
    expect(source.contentAt(index, 0, source.factsAt(index).size).toString()).toBe('content of a/b/deep.txt');
    expect(source.contentAt(index, 8, 10).toString()).toBe('of');
    expect(indexOfKey(source, 'link-to-file')).toBeUndefined();
  });

  it('has to exist', () => {
    expect(() => makeSource({ directory: join(directory, 'none') })).toThrow('no such directory');
  });
});

describe('a synthetic bucket', () => {
  const names = Object.keys(keyspaces) as KeyspaceName[];

  it.each(names)('%s: ascends, and its totals are those of its objects', (name) => {
    for (const count of [1, 999, 1009, 20_345]) {
      const source = new SyntheticSource(name, count);
      const positions = Array.from({ length: count - 1 }, (_, i) => i);
      const misplaced = positions.filter((i) => byBytes(source.keyAt(i), source.keyAt(i + 1)) >= 0);
      expect(misplaced).toEqual([]);
      expect(source.expected()).toEqual(addUp(Array.from({ length: count }, (_, i) => source.factsAt(i))));
    }
  });

  it.each(names)('%s: finds its keys among fifty million', (name) => {
    const source = new SyntheticSource(name, 50_000_000);
    for (const index of [0, 1, 1_249_999, 1_250_000, 31_415_926, 48_750_000, 49_999_999]) {
      expect(indexOfKey(source, source.keyAt(index))).toBe(index);
      expect(byBytes(source.keyAt(index), source.keyAt(Math.min(index + 1, 49_999_999)))).toBeLessThanOrEqual(
        0,
      );
    }
  });

  it('spreads as its name says', () => {
    const million = (name: KeyspaceName) => keyspaces[name](1_000_000);
    expect(million('hex')(500_000)).toMatch(/^80000[0-9a-f]{27}$/);
    expect(million('tree')(999_999)).toMatch(/^logs\/2025\/\d\d\/\d\d\/\d\d\/\d{6}$/);
    const under = Array.from({ length: 1000 }, (_, i) => million('prefix95')(i * 1000)).filter((key) =>
      key.startsWith('data/warehouse/events/export-2024-full/'),
    );
    expect(under).toHaveLength(950);
  });

  it('is named by keyspace and count', () => {
    expect(makeSource({ synthetic: 'hex:12' }).count).toBe(12);
    expect(() => makeSource({ synthetic: 'hex' })).toThrow('give <keyspace>:<count>');
    expect(() => makeSource({ synthetic: 'toString:1' })).toThrow('give <keyspace>:<count>');
  });
});

it('memory keeps its order through writes', () => {
  const key = fc.constantFrom('a', 'b', '中', '😀', 'Ａ', 'aa');
  const object = (name: string) => ({ key: name, size: 1, lastModified: '', storageClass: '', etag: '' });
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.boolean(), key)), (steps) => {
      const source = new MemorySource();
      const truth = new Set<string>();
      const answers = steps.map(([put, name]) => (put ? source.put(object(name)) : source.delete(name)));
      const expected = steps.map(([put, name]) => (put ? void truth.add(name) : truth.delete(name)));
      expect(answers).toEqual(expected);
      const keys = Array.from({ length: source.count }, (_, i) => source.keyAt(i));
      expect(keys).toEqual([...truth].sort(byBytes));
    }),
  );
});
