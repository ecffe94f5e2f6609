import { planChanges, planDigest } from '../../contracts/runs/plan';
import { deviationsOf } from '../../provisioning/request/preparation-now';
import { validatePreparation } from '../../provisioning/request/validate-preparation';
import { rejection } from '../clouds/alibaba/rejection';
import { approved, PLANNED_BUCKET, preparationWith } from './preparation';
import { SETTINGS } from './settings';

const KEY = '9468da86-3509-4f8d-a61e-6eab1eac0000';

const keyed = {
  ...SETTINGS,
  defaults: { ...SETTINGS.defaults, encryption: 'KMS', encryptionKeyId: KEY },
} as const;

const prepare = (destination: object, settings: typeof SETTINGS = SETTINGS) =>
  validatePreparation({ source: { bucket: 'photos' }, destination }, settings);

describe('the KMS key of a destination', () => {
  it('comes from the input, and shows as what the configuration does not say', async () => {
    const preparation = await prepare({ encryption: 'KMS', encryptionKeyId: KEY });

    expect(preparation.destination).toMatchObject({ encryption: 'KMS', encryptionKeyId: KEY });
    expect(deviationsOf(preparation, SETTINGS)).toContainEqual({
      what: 'destination.encryptionKeyId',
      configured: 'null',
      asked: KEY,
    });
  });

  it('comes from the configuration unless the input asks for another encryption', async () => {
    expect((await prepare({}, keyed)).destination.encryptionKeyId).toBe(KEY);
    expect((await prepare({ encryption: 'KMS' }, keyed)).destination.encryptionKeyId).toBe(KEY);
    expect((await prepare({ encryption: 'AES256' }, keyed)).destination.encryptionKeyId).toBeNull();
    expect((await prepare({ encryptionKeyId: null }, keyed)).destination.encryptionKeyId).toBeNull();
  });

  it.each([
    [{ encryptionKeyId: KEY }, `destination.encryptionKeyId: "${KEY}" contradicts encryption "AES256"`],
    [{ encryption: 'none', encryptionKeyId: KEY }, 'contradicts encryption "none"'],
    [{ encryption: 'KMS', encryptionKeyId: 'a key' }, 'destination.encryptionKeyId: must be letters'],
  ])('is refused in %j', async (destination, problem) => {
    const { type, message } = await rejection(prepare(destination));

    expect(type).toBe('InvalidInput');
    expect(message).toContain(problem);
  });

  it('is part of the plan and of its digest', () => {
    const kms = { encryption: 'KMS', encryptionKeyId: null } as const;
    const [without, withKey] = [kms, { ...kms, encryptionKeyId: KEY }].map(
      (destination) => approved(preparationWith({ destination }), PLANNED_BUCKET).plan.plan,
    );

    expect(planDigest(withKey!)).not.toBe(planDigest(without!));
    expect(planChanges(without!, withKey!)).toEqual([
      { what: 'destination.encryptionKeyId', was: 'null', now: JSON.stringify(KEY) },
    ]);
  });
});
