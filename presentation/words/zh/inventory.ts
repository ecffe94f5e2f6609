import type { Translated } from '../phrase';
import type { inventory as english } from '../en/inventory';

export const inventory: Translated<typeof english> = {};
