import { messageExamples } from '../../contracts/messages';

/** The steps of a revocation, in their order. */
export const REVOCATION_STEPS = {
  validate: 'Validate the input',
  expiry: 'Wait for the expiry',
  inspect: 'What is there to take back',
  disable: 'Disable the AccessKey',
  grace: 'Grace period',
  remove: 'Remove and read back',
} as const;
export type RevocationStep = keyof typeof REVOCATION_STEPS;

/** The steps of a rotation, in their order. */
export const ROTATION_STEPS = {
  validate: 'Validate the input',
  inspect: 'The AccessKey to replace',
  issue: 'New AccessKey, sealed',
  deliver: 'Delivery',
  confirm: 'Confirmation that it is in use',
  disable: 'Disable the old AccessKey',
  grace: 'Grace period',
  remove: 'Remove and read back',
} as const;
export type RotationStep = keyof typeof ROTATION_STEPS;

export const REVOKE_SOONER = `To take them back at once, send the signal revoke ${messageExamples.revoke}.`;
export const END_GRACE =
  'To remove them at once, send the signal revoke { "grace": "none" }; to enable them again, cancel this run.';
export const CONFIRM =
  `When the new AccessKey is in use, send the signal confirm ${messageExamples.confirm}. ` +
  'Without it the new one is removed, and the old one stays.';
