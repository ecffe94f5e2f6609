import { describe, expect, it } from '@jest/globals';
import { runsHeld } from '../../worker/preparation-worker';

const MB = 1e6;

describe('the runs that a worker holds in memory', () => {
  it.each([
    ['as many as its heap has room for', 350 * MB, 200],
    ['no more than are collected without long pauses', 4345 * MB, 1000],
    ['a few, however small the heap', 64 * MB, 10],
  ])('are %s', (_, heap, held) => {
    expect(runsHeld(heap)).toBe(held);
  });
});
