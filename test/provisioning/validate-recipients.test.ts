import { describe, expect, it } from '@jest/globals';
import { validateFleet } from '../../provisioning/fleet/plan-fleet';
import { validateRotation } from '../../provisioning/request/validate-lifecycle';
import { validatePreparation } from '../../provisioning/request/validate-preparation';
import { rejection } from '../clouds/alibaba/rejection';
import { SETTINGS } from './settings';

describe('recipients that nothing can be sealed to', () => {
  const credentials = { recipients: ['ssh-ed25519 AAAA'] };

  it('are named with what the contract refuses, so that one attempt shows everything', async () => {
    const raw = { source: { bucket: 'photos' }, destination: { bucket: 'X' }, credentials };
    const { message } = await rejection(validatePreparation(raw, SETTINGS));
    expect(message).toContain('- destination.bucket: ');
    expect(message).toContain('- credentials.recipients.0: is an SSH key');
  });

  it('are named for every row of a fleet, and for its defaults', async () => {
    const row = { source: { bucket: 'photos' }, destination: { bucket: 'X' }, credentials };
    const raw = { buckets: ['music', row], defaults: { credentials: { recipients: ['age1x'] } } };
    const { message } = await rejection(validateFleet(raw, SETTINGS));
    expect(message).toContain('- buckets.1.destination.bucket: ');
    expect(message).toContain('- buckets.1.credentials.recipients.0: is an SSH key');
    expect(message).toContain('- defaults.credentials.recipients.0: is not a valid age recipient');
  });

  it('are named for a rotation', async () => {
    const raw = { source: { bucket: 'photos' }, grace: 'soon', credentials };
    const { message } = await rejection(validateRotation(raw, SETTINGS));
    expect(message).toContain('- grace: ');
    expect(message).toContain('- credentials.recipients.0: is an SSH key');
  });

  it.each([null, 'x', [], { buckets: 3 }, { buckets: [null, 3], defaults: 'x' }])(
    'are looked for in any input: %j',
    async (raw) => {
      expect(await rejection(validateFleet(raw, SETTINGS))).toMatchObject({ type: 'InvalidInput' });
    },
  );
});
