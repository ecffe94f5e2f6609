import type { english } from '../../presentation/words/en';

export type RevocationStep = keyof typeof english.details.revocationSteps;
export type RotationStep = keyof typeof english.details.rotationSteps;
