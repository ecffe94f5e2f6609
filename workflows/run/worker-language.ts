import type { Language } from '../../presentation/words/language';

/**
 * The language of the worker, for what a run shows before any activity has told it. A worker with another language
 * bundles the file of that language in place of this one (`worker/workflow-bundle.ts`); no command depends on it.
 */
export const WORKER_LANGUAGE: Language = 'en';
