import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** What `inner-loops/` exports; addresses and lengths are bytes of its memory. */
export interface InnerLoopExports {
  readonly memory: WebAssembly.Memory;
  firstFree(): number;
  entryBytes(): number;
  layOut(at: number, capacity: number): void;
  shapeText(): number;
  clearShape(): void;
  addToShape(literalEnd: number, kind: number): number;
  readEntries(from: number, end: number, count: number, capacity: number): number;
  behind(): number;
  firstOutOfOrder(count: number, after: number, afterEnd: number): number;
  digestEntries(from: number, to: number): void;
  digestLane(lane: number): number;
  addToDigest(lane1: number, lane2: number, lane3: number, lane4: number): void;
  marksOf(count: number): number;
  decodeEntries(count: number, isPlusSpace: boolean): number;
  badEscape(): number;
  digestToCut(from: number, to: number, skip: number, mask: number): number;
  cutLane(lane: number): number;
  foundCut(): number;
  cutHash(): number;
  bytesIn(from: number, to: number): bigint;
  largestSize(count: number): number;
  tallyEntries(
    from: number,
    to: number,
    prefixBytes: number,
    large: number,
    tooLarge: number,
    longKey: number,
  ): void;
  classTable(): number;
  classLengthTable(): number;
  classSums(): number;
  classCount(): number;
  monthTable(): number;
  monthSums(): number;
  bandTable(): number;
  bandSums(): number;
  runCount(): number;
  specialCount(): number;
}

const FILE = 'inner-loops.wasm';
let compiled: WebAssembly.Module | undefined;

/** A fresh instance of the compiled inner loops, with memory of its own. */
export function instantiateInnerLoops(): InnerLoopExports {
  compiled ??= new WebAssembly.Module(readFileSync(compiledFile()));
  // Its exports are what `inner-loops/index.ts` says; nothing checks that at run time.
  return new WebAssembly.Instance(compiled).exports as unknown as InnerLoopExports;
}

/** Beside this file once all is compiled; a test that runs the sources finds what the build left. */
function compiledFile(): string {
  const beside = join(__dirname, FILE);
  return existsSync(beside) ? beside : join(__dirname, '..', 'dist', 'inventory', FILE);
}
