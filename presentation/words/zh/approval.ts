import type { Translated } from '../phrase';
import type { approval as english } from '../en/approval';

export const approval: Translated<typeof english> = {};
