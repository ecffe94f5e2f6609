#!/usr/bin/env node
/**
 * `npm run prep -- …`: the command line of the product, installed and built first where needed.
 * stdout carries nothing but the command's own output.
 */
import { becomeProgram } from './program.mjs';

await becomeProgram('dist/client/main.js');
