import { deliveredMark, markOf, ownershipOf } from '../../activities/mark';

const WHEN = new Date('2026-11-24T03:00:00.123Z');
const UNTIL = new Date('2026-12-24T03:00:00.123Z');

describe('the ownership mark', () => {
  it('carries the workflow ID', () => {
    expect(markOf('prepare/photos')).toBe('ks3-oss-prep prepare/photos');
  });

  it('fits into a RAM comment with its delivery, however long the workflow ID is', () => {
    expect(deliveredMark(markOf('x'.repeat(1000)), WHEN).length).toBeLessThanOrEqual(128);
    expect(markOf('x'.repeat(1000))).not.toBe(markOf('y'.repeat(1000)));
  });

  it('tells the day of expiry where the workflow ID leaves room for it, and never more than RAM takes', () => {
    for (let length = 1; length < 200; length++) {
      const mark = markOf('x'.repeat(length));
      const text = deliveredMark(mark, WHEN, UNTIL);
      expect(text.length).toBeLessThanOrEqual(128);
      const until = mark.length <= 80 ? '2026-12-24' : null;
      expect(ownershipOf(text, mark)).toMatchObject({ deliveredAt: '2026-11-24T03:00:00Z', until });
    }
  });

  it('hashes an ID with characters that a tag could not carry', () => {
    expect(markOf('prepare/照片')).toMatch(/^ks3-oss-prep sha256:[0-9a-f]{64}$/);
  });

  it('tells this workflow, another one and strangers apart', () => {
    const mark = markOf('prepare/photos');
    expect(ownershipOf(mark, mark)).toEqual({ owner: 'this workflow', deliveredAt: null, until: null });
    expect(ownershipOf(deliveredMark(mark, WHEN), mark)).toEqual({
      owner: 'this workflow',
      deliveredAt: '2026-11-24T03:00:00Z',
      until: null,
    });
    expect(ownershipOf(deliveredMark(mark, WHEN, UNTIL), mark)).toEqual({
      owner: 'this workflow',
      deliveredAt: '2026-11-24T03:00:00Z',
      until: '2026-12-24',
    });
    expect(ownershipOf(markOf('prepare/photos2'), mark).owner).toBe('another workflow');
    expect(ownershipOf('created by hand', mark).owner).toBe('not this product');
    expect(ownershipOf('', mark).owner).toBe('not this product');
    expect(ownershipOf(undefined, mark).owner).toBe('not this product');
  });
});
