import type { Translated } from '../phrase';
import type { input as english } from '../en/input';

export const input: Translated<typeof english> = {};
