import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { retrySignal, statusQuery } from '../../contracts/messages';
import { Secret } from '../../contracts/credentials/secret';
import { Control } from '../rig/control';
import { endOfCancelled, parkedFor, preflightFinds, retryToTheEnd } from '../rig/parked-run';
import { inputFor, startRig, until, type Rig } from '../rig/rig';

const OBJECTS = Array.from({ length: 1200 }, (_, n) => ({
  key: `p/${String(n).padStart(5, '0')}.jpg`,
  size: n,
}));
const TOTALS = { objects: '1200', bytes: String(OBJECTS.reduce((sum, { size }) => sum + size, 0)) };

/** AccessKeys of source profiles other than the default one; what KS3 knows of them, each test arranges. */
const PROFILES = {
  lister: { accessKeyId: 'AKLTlister', accessKeySecret: 'secret-of-the-lister' },
  stranger: { accessKeyId: 'AKLTstranger', accessKeySecret: 'secret-of-the-stranger' },
  mistyped: { accessKeyId: 'AKLTmistyped', accessKeySecret: 'secret-as-it-was-typed' },
};

let rig: Rig;
let control: Control;

beforeAll(async () => {
  rig = await startRig({ buckets: [{ name: 'photos' }] }, (settings) => {
    const own = {
      ...(settings.sources['default'] as (typeof settings.sources)[string]),
      allowedRegions: ['SHANGHAI'],
    };
    const profile = (keys: { accessKeyId: string; accessKeySecret: string }) => ({
      ...own,
      accessKeyId: keys.accessKeyId,
      accessKeySecret: new Secret(keys.accessKeySecret),
    });
    const added = Object.entries(PROFILES).map(([name, keys]) => [name, profile(keys)] as const);
    return { ...settings, sources: { default: own, ...Object.fromEntries(added) } };
  });
  control = new Control(rig.standIns);
  await control.arrange('ks3', 'put-objects', { bucket: 'photos', objects: OBJECTS });
});

afterEach(() => control.clearFaults());
afterAll(() => rig.stop());

describe('the source', () => {
  const knows = (keys: object) => control.arrange('ks3', 'create-key', keys);

  it('with a key that may not list', async () => {
    await knows({ ...PROFILES.lister, denied: ['ListObjectsV2'] });
    const input = inputFor('no-list', { source: { profile: 'lister' } });
    const handle = await rig.prepare(input);
    const message = await preflightFinds(handle, [['Ks3AccessDenied', 'KS3 bucket photos']], input);
    expect(message).toMatch(/\(AccessDenied, HTTP 403, request ID [0-9a-f-]+\)/);
    await knows(PROFILES.lister);
    expect(await retryToTheEnd(handle, control)).toMatchObject({ outcome: 'prepared' });
  });

  it('with a key that may list but not read or locate', async () => {
    await knows({ ...PROFILES.lister, denied: ['GetObject', 'GetBucketLocation'] });
    const input = inputFor('no-read', { source: { profile: 'lister' } });
    const handle = await rig.prepare(input);
    await preflightFinds(
      handle,
      [
        ['Ks3AccessDenied', 'KS3 bucket photos'],
        ['Ks3AccessDenied', 'KS3 bucket photos'],
      ],
      input,
    );
    await knows(PROFILES.lister);
    expect(await retryToTheEnd(handle, control)).toMatchObject({ outcome: 'prepared' });
  });

  it('with a key that loses its permission in the middle of the inventory', async () => {
    const sequence = await control.lastSequence();
    const listing = { service: 'ks3', operation: 'ListObjectsV2' } as const;
    const refusal = { kind: 'status', status: 403, code: 'AccessDenied', latencyMs: 500 } as const;
    // The preflight requests one page, and the inventory has counted one when the others are refused.
    await control.fault({ ...listing, ...refusal, after: 2, times: 0 });
    const handle = await rig.prepare(inputFor('revoked-list'));
    await parkedFor(handle, 'inventory', 'Ks3AccessDenied', 'KS3 bucket photos');
    await control.clearFaults();
    const { inventory } = await retryToTheEnd(handle, control);
    expect(inventory.totals).toMatchObject(TOTALS);
    const asked = await control.audit({ since: String(sequence), ...listing });
    const pages = asked.filter(({ status }) => status === 200);
    expect(pages).toHaveLength(1 + inventory.proof.pages);
  });

  it('with a key that KS3 does not know', async () => {
    const input = inputFor('stranger', { source: { profile: 'stranger' } });
    const handle = await rig.prepare(input);
    await preflightFinds(handle, [['Ks3InvalidAccessKey', 'KS3 bucket photos']], input);
    await knows(PROFILES.stranger);
    expect(await retryToTheEnd(handle, control)).toMatchObject({ outcome: 'prepared' });
  });

  it('with a secret that is not the key’s', async () => {
    await knows({ ...PROFILES.mistyped, accessKeySecret: 'secret-as-it-is' });
    const input = inputFor('mistyped', { source: { profile: 'mistyped' } });
    const handle = await rig.prepare(input);
    const message = await preflightFinds(handle, [['Ks3SignatureMismatch', 'KS3 bucket photos']], input);
    expect(message).not.toContain(PROFILES.mistyped.accessKeySecret);
    await knows(PROFILES.mistyped);
    expect(await retryToTheEnd(handle, control)).toMatchObject({ outcome: 'prepared' });
  });

  it('that does not exist', async () => {
    const input = inputFor('missing', { source: { bucket: 'holiday-photos' } });
    const handle = await rig.prepare(input);
    await preflightFinds(handle, [['Ks3NoSuchBucket', 'KS3 bucket holiday-photos']], input);
    await control.arrange('ks3', 'create-bucket', { name: 'holiday-photos' });
    await control.arrange('ks3', 'put-objects', { bucket: 'holiday-photos', objects: OBJECTS });
    expect(await retryToTheEnd(handle, control)).toMatchObject({ outcome: 'prepared' });
  });

  it.each(['xml', 'empty'])('in another region, which a redirect names (%s)', async (redirectBody) => {
    await control.arrange('ks3', 'switches', { redirectBody });
    const homeEndpoint = 'https://ks3-cn-shanghai.ksyuncs.com';
    await control.arrange('ks3', 'redirect', { bucket: 'photos', homeEndpoint });
    const input = inputFor(`redirected-${redirectBody}`);
    const handle = await rig.prepare(input);
    const message = await preflightFinds(handle, [['Ks3WrongRegion', 'KS3 bucket photos']], input);
    expect(message).toContain('KS3 names ks3-cn-shanghai.ksyuncs.com.');
    await control.arrange('ks3', 'redirect', { bucket: 'photos' });
    expect(await retryToTheEnd(handle, control)).toMatchObject({ outcome: 'prepared' });
  });

  it('in another region than asked, where KS3 minds', async () => {
    const input = inputFor('region-refused', { source: { region: 'SHANGHAI' } });
    const handle = await rig.prepare(input);
    const message = await preflightFinds(handle, [['Ks3WrongRegion', 'KS3 bucket photos']], input);
    expect(message).toContain('region SHANGHAI');
    await control.arrange('ks3', 'switches', { enforceRegion: false });
    try {
      await handle.signal(retrySignal, { by: 'li.wei' });
      await until(async () =>
        (await handle.query(statusQuery)).phase.name === 'action required' ? true : undefined,
      );
      const again = await preflightFinds(handle, [['Ks3WrongRegion', 'KS3 bucket photos']], input);
      expect(again).toContain('KS3 reports BEIJING; the request was for region SHANGHAI.');
    } finally {
      await control.arrange('ks3', 'switches', { enforceRegion: true });
    }
    expect(await endOfCancelled(handle)).toBe('CANCELLED');
  });

  it('behind an endpoint that refuses the bucket in the path', async () => {
    await control.arrange('ks3', 'switches', { pathStyle: 'refuse' });
    const input = inputFor('path-style');
    const handle = await rig.prepare(input);
    const message = await preflightFinds(handle, [['Ks3PathStyle', 'KS3 bucket photos']], input);
    expect(message).toContain('Set path_style of the source profile');
    await control.arrange('ks3', 'switches', { pathStyle: 'accept' });
    expect(await retryToTheEnd(handle, control)).toMatchObject({ outcome: 'prepared' });
  });

  it('behind an endpoint that holds the bucket is refused with the input', async () => {
    const endpoint = `${rig.standIns.summary.ks3.endpoint}/photos`;
    const handle = await rig.prepare(inputFor('bucket-in-endpoint', { source: { endpoint } }));
    await expect(handle.result()).rejects.toMatchObject({
      cause: {
        type: 'InvalidInput',
        message: expect.stringMatching(
          /- source\.endpoint: must be the bare host, without a path or bucket name/,
        ),
      },
    });
  });

  it('at an endpoint that the configuration does not allow is refused with the input', async () => {
    const { ks3, control: endpoint } = rig.standIns.summary;
    const { origin } = new URL(endpoint);
    const handle = await rig.prepare(inputFor('elsewhere', { source: { endpoint: origin } }));
    await expect(handle.result()).rejects.toMatchObject({
      cause: {
        type: 'InvalidInput',
        message: expect.stringContaining(`(source.default.allowed_endpoints); allowed: ${ks3.endpoint}`),
      },
    });
  });

  it('behind a proxy’s sign-in page', async () => {
    await control.fault({ service: 'ks3', kind: 'html', status: 403, times: 0 });
    const input = inputFor('proxy');
    const handle = await rig.prepare(input);
    await preflightFinds(handle, [['Ks3AccessDenied', 'KS3 bucket photos']], input);
    await control.clearFaults();
    expect(await retryToTheEnd(handle, control)).toMatchObject({ outcome: 'prepared' });
  });
});
