import type { Translated } from '../phrase';
import type { command as english } from '../en/command';

export const command: Translated<typeof english> = {};
