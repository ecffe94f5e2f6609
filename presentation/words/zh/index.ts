import { approval } from './approval';
import { clouds } from './clouds';
import { command } from './command';
import { comparison } from './comparison';
import { configuration } from './configuration';
import { connection } from './connection';
import { details } from './details';
import { doctor } from './doctor';
import { duration, every, exactly } from './duration';
import { errors } from './errors';
import { estimate } from './estimate';
import { fleet, fleets } from './fleet';
import { help } from './help';
import { http } from './http';
import { input } from './input';
import { inventory } from './inventory';
import { json } from './json';
import { lifecycle } from './lifecycle';
import { messages } from './messages';
import { migration } from './migration';
import { payload } from './payload';
import { provisioning } from './provisioning';
import { report } from './report';
import { resource } from './resource';
import { run } from './run';
import { schedule, schedules } from './schedule';
import { settings } from './settings';
import { signIn } from './sign-in';
import { ssh } from './ssh';
import { tails } from './tails';
import { terminal } from './terminal';
import { verification, verify } from './verification';
import type { Translated } from '../phrase';
import type { english } from '../en';

export const chinese: Translated<typeof english> = {
  errors,
  tails,
  settings,
  details,
  duration,
  every,
  exactly,
  help,
  report,
  terminal,
  schedules,
  fleets,
  signIn,
  messages,
  verification,
  phrases: {
    approval,
    clouds,
    command,
    comparison,
    configuration,
    connection,
    doctor,
    estimate,
    fleet,
    http,
    input,
    inventory,
    json,
    lifecycle,
    migration,
    payload,
    provisioning,
    resource,
    run,
    schedule,
    ssh,
    verify,
  },
};
