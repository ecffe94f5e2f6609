import type { Translated } from '../phrase';
import type { configuration as english } from '../en/configuration';

export const configuration: Translated<typeof english> = {};
