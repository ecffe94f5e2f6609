import type { Translated } from '../phrase';
import type { run as english } from '../en/run';

export const run: Translated<typeof english> = {};
