import type { Translated } from '../phrase';
import type { clouds as english } from '../en/clouds';

export const clouds: Translated<typeof english> = {};
