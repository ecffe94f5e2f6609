/** `npm run bench:splitting -- …`: lists computed keyspaces in virtual time. */
import { becomeProgram } from './program.mjs';

await becomeProgram('dist/bench/splitting/main.js');
