import type { Translated } from '../phrase';
import type { lifecycle as english } from '../en/lifecycle';

export const lifecycle: Translated<typeof english> = {};
