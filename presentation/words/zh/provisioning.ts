import type { Translated } from '../phrase';
import type { provisioning as english } from '../en/provisioning';

export const provisioning: Translated<typeof english> = {};
