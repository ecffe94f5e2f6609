/**
 * `npm run --silent standins -- --port N`: the local KS3, OSS, RAM and STS. stdout carries the program's
 * own lines alone, the first of them the JSON with endpoints and keys. Without `--silent`, npm itself
 * prints lines that start with `>` before it.
 */
import { becomeProgram } from './program.mjs';

await becomeProgram('dist/standins/main.js');
