import type { Language } from '../../presentation/words/language';

export const WORKER_LANGUAGE: Language = 'zh';
