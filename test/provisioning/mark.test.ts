import fc from 'fast-check';
import { Ownership, readMark, type DeliveredMark, type Marked } from '../../provisioning/trust/mark';
import { WorkerKeys } from '../../provisioning/trust/worker-keys';
import { keyTag, preparationId, workflowTag } from '../../contracts/runs/preparation-id';
import { makeWorkerKey } from '../../configuration/trust/worker-keys';
import { WORKER_KEY } from '../rig/worker-key';
import {
  ANOTHER_PREPARATION,
  ANOTHER_RUN,
  deliveredWith,
  KEYS,
  ON_BUCKET,
  ON_USER,
  OWNERSHIP,
  RUN,
  USER_MARK,
} from './preparation';

const AT = '2026-11-24T03:00:00.123Z';
const UNTIL = '2026-12-24T03:00:00.123Z';
const delivered = { at: AT, until: UNTIL, key: 'LTAI1' };
const kinds: Marked['kind'][] = ['ram-user', 'oss-bucket', 'iam-user', 'iam-policy'];

describe('the ownership mark', () => {
  it('tells whose a thing is, who made it, and what was delivered', () => {
    expect(OWNERSHIP.of(ON_USER, USER_MARK)).toEqual({
      owner: 'this preparation',
      state: 'made',
      preparation: OWNERSHIP.preparation,
      by: workflowTag(RUN.workflowId),
      byThisWorkflow: true,
    });
    expect(ANOTHER_RUN.of(ON_USER, USER_MARK)).toMatchObject({
      owner: 'this preparation',
      byThisWorkflow: false,
    });
    expect(ANOTHER_PREPARATION.of(ON_USER, USER_MARK)).toEqual({
      owner: 'another preparation',
      preparation: OWNERSHIP.preparation,
    });
    expect(ANOTHER_RUN.of(ON_USER, OWNERSHIP.delivered(ON_USER, delivered))).toEqual({
      owner: 'this preparation',
      state: 'delivered',
      preparation: OWNERSHIP.preparation,
      deliveredAt: '2026-11-24T03:00:00Z',
      until: '2026-12-24T03:00:00Z',
      key: keyTag('LTAI1'),
    });
  });

  it('says that a revocation disabled what was delivered, and forgets it', () => {
    const before = OWNERSHIP.of(ON_USER, OWNERSHIP.delivered(ON_USER, delivered)) as DeliveredMark;
    const disabled = ANOTHER_RUN.deliveredBefore(ON_USER, before, true);
    expect(OWNERSHIP.of(ON_USER, disabled)).toEqual({ ...before, disabled: true });
    expect(OWNERSHIP.of({ ...ON_USER, name: 'videos' }, disabled)).toEqual({ owner: 'not authentic' });
    const after = OWNERSHIP.deliveredBefore(ON_USER, { ...before, disabled: true }, false);
    expect(after).toBe(OWNERSHIP.delivered(ON_USER, delivered));
  });

  it.each([undefined, '', 'made by Li Wei', 'ks3-oss-prep', 'KS3-oss-prep x'])(
    'is not what %j says',
    (text) => {
      expect(OWNERSHIP.of(ON_USER, text)).toEqual({ owner: 'not this product' });
    },
  );

  it('says no more than RAM comments and OSS tags take, whatever a workflow and a key are called', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (workflowId, key) => {
        const of = new Ownership(KEYS, OWNERSHIP.preparation, workflowId);
        for (const text of [of.made(ON_USER), of.delivered(ON_USER, { ...delivered, key })]) {
          expect(text.length).toBeLessThanOrEqual(128);
          // What OSS takes in the value of a tag.
          expect(text).toMatch(/^[A-Za-z0-9 +\-=._:/]+$/);
          expect(of.of(ON_USER, text)).toMatchObject({ owner: 'this preparation' });
        }
      }),
    );
  });

  it('has parts that cannot run into each other: no workflow ID makes a made mark a delivered one', () => {
    const at = '2026-11-24T03:00:00Z';
    for (const workflowId of [
      `prepare/photos delivered ${at} until never`,
      `${RUN.workflowId} delivered ${at} until ${at} key 00000000`,
      'photos until',
    ]) {
      const of = new Ownership(KEYS, OWNERSHIP.preparation, workflowId);
      expect(OWNERSHIP.of(ON_USER, of.made(ON_USER))).toMatchObject({ state: 'made', byThisWorkflow: false });
    }
  });

  it('is believed on just the thing it was made for', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...kinds),
        fc.string(),
        fc.constantFrom(...kinds),
        fc.string(),
        (a, b, c, d) => {
          const [on, other] = [
            { kind: a, name: b },
            { kind: c, name: d },
          ];
          const same = a === c && b === d;
          expect(readMark(KEYS, other, OWNERSHIP.made(on)) === 'not authentic').toBe(!same);
          expect(readMark(KEYS, other, OWNERSHIP.delivered(on, delivered)) === 'not authentic').toBe(!same);
        },
      ),
    );
    expect(OWNERSHIP.of({ ...ON_USER, kind: 'iam-user' }, USER_MARK)).toEqual({ owner: 'not authentic' });
    expect(OWNERSHIP.of(ON_BUCKET, USER_MARK)).toEqual({ owner: 'not authentic' });
  });

  it('is not believed with any character of it changed, added or left out', () => {
    for (const text of [USER_MARK, OWNERSHIP.delivered(ON_USER, delivered)]) {
      for (let at = 'ks3-oss-prep '.length; at < text.length; at++) {
        const other = text[at] === 'a' ? 'b' : 'a';
        for (const forged of [
          `${text.slice(0, at)}${other}${text.slice(at + 1)}`,
          `${text.slice(0, at)}${other}${text.slice(at)}`,
          `${text.slice(0, at)}${text.slice(at + 1)}`,
          text.slice(0, at),
        ]) {
          expect({ forged, owner: OWNERSHIP.of(ON_USER, forged).owner }).toEqual({
            forged,
            owner: 'not authentic',
          });
        }
      }
      for (const more of [' ', '\n', 'A', ' A', '=']) {
        expect(OWNERSHIP.of(ON_USER, `${text}${more}`).owner).toBe('not authentic');
      }
    }
  });

  it('is not believed with the authenticator of another mark of the same thing', () => {
    const [early, late] = [deliveredWith('LTAI1', UNTIL), deliveredWith('LTAI1', null)];
    const spliced = `${late.slice(0, late.lastIndexOf(' '))}${early.slice(early.lastIndexOf(' '))}`;
    expect(OWNERSHIP.of(ON_USER, spliced)).toEqual({ owner: 'not authentic' });
  });

  it('is that of workers of one configuration alone', () => {
    const theirs = new WorkerKeys({ keys: [makeWorkerKey()], publicKeys: [] });
    const forged = new Ownership(theirs, OWNERSHIP.preparation, RUN.workflowId).made(ON_USER);
    expect(OWNERSHIP.of(ON_USER, forged)).toEqual({ owner: 'not authentic' });
    // A public key cannot authenticate marks.
    const [key] = [makeWorkerKey()];
    const knowing = new WorkerKeys({ keys: [WORKER_KEY], publicKeys: [key.publicKey] });
    const made = new Ownership(new WorkerKeys({ keys: [key], publicKeys: [] }), 'f'.repeat(20), '').made(
      ON_USER,
    );
    expect(readMark(knowing, ON_USER, made)).toBe('not authentic');
  });

  it('of an earlier key is believed as long as the key is configured', () => {
    const next = makeWorkerKey();
    const rotated = new WorkerKeys({ keys: [next, WORKER_KEY], publicKeys: [] });
    const of = new Ownership(rotated, OWNERSHIP.preparation, RUN.workflowId);
    expect(of.of(ON_USER, USER_MARK).owner).toBe('this preparation');
    expect(of.made(ON_USER)).not.toBe(USER_MARK);
    expect(OWNERSHIP.of(ON_USER, of.made(ON_USER)).owner).toBe('not authentic');
    const dropped = new WorkerKeys({ keys: [next], publicKeys: [] });
    expect(readMark(dropped, ON_USER, USER_MARK)).toBe('not authentic');
  });
});

describe('the key of ownership', () => {
  const scope = (bucket: string, prefix: string, to: string) => ({
    source: { bucket, prefix },
    destination: { bucket: to },
  });

  it('is another one for each source, prefix and destination', () => {
    fc.assert(
      fc.property(fc.array(fc.string(), { minLength: 6, maxLength: 6 }), ([a, b, c, d, e, f]) => {
        const [one, other] = [scope(a ?? '', b ?? '', c ?? ''), scope(d ?? '', e ?? '', f ?? '')];
        const same = a === d && b === e && c === f;
        expect(preparationId(one) === preparationId(other)).toBe(same);
      }),
    );
    expect(preparationId(scope('ab', 'c', 'd'))).not.toBe(preparationId(scope('a', 'bc', 'd')));
    expect(preparationId(scope('photos', '', 'photos-oss'))).toMatch(/^[0-9a-f]{20}$/);
  });
});
