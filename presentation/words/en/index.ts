import { approval } from './approval';
import { clouds } from './clouds';
import { command } from './command';
import { configuration } from './configuration';
import { errors, type ErrorTexts } from './errors';
import { input } from './input';
import { inventory } from './inventory';
import { lifecycle } from './lifecycle';
import { provisioning } from './provisioning';
import { resource } from './resource';
import { run } from './run';
import { settings } from './settings';
import { tails } from './tails';

/** Everything that people read, in English; the other catalogues have to say the same. */
export const english = {
  errors: errors as ErrorTexts,
  tails,
  settings,
  /** Sentences that travel as data, by what they are about. */
  phrases: {
    approval,
    clouds,
    command,
    configuration,
    input,
    inventory,
    lifecycle,
    provisioning,
    resource,
    run,
  },
};
