import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { BUCKET } from './list-server-process';
import type { Totals } from './measurement';
import { findProgram, type Command } from './timed-command';

/** A tool that reports the size of a bucket, with its fastest options. */
export interface Tool {
  readonly name: string;
  /** The program to find on PATH; several tools may be one program with other options. */
  readonly program: string;
  /** Undefined if it has no such option. */
  readonly concurrency: number | undefined;
  version(): string;
  command(endpoint: string): Command;
  /** @returns undefined if the output contains no total */
  totals(output: string): Totals | undefined;
}

const PREP = join(__dirname, '..', '..', 'client', 'main.js');

/** The environment in which the product reads the served bucket. */
export function productEnvironment(endpoint: string): Record<string, string> {
  return {
    KS3_ENDPOINT: endpoint,
    KS3_REGION: 'BEIJING',
    KS3_PATH_STYLE: 'true',
    KS3_ACCESS_KEY_ID: 'bench',
    KS3_ACCESS_KEY_SECRET: 'bench',
  };
}

/** `prep` with some arguments, as it is built. */
export const prep = (...args: string[]): [string, ...string[]] => [process.execPath, PREP, ...args];

/** The product itself. @param more further options of `prep inventory --direct` */
export function product(concurrency: number, ...more: string[]): Tool {
  return {
    name: 'prep inventory --direct',
    program: 'node',
    concurrency,
    version: () => 'this checkout',
    command: (endpoint) => ({
      command: prep(
        'inventory',
        '--direct',
        '--bucket',
        BUCKET,
        '--concurrency',
        String(concurrency),
        '--json',
        ...more,
      ),
      env: productEnvironment(endpoint),
    }),
    totals: (output) => fieldsOf(output, 'objects', 'bytes'),
  };
}

const AWS = {
  AWS_REGION: 'us-east-1',
  AWS_ACCESS_KEY_ID: 'a',
  AWS_SECRET_ACCESS_KEY: 'b',
  AWS_EC2_METADATA_DISABLED: 'true',
};

function rclone(name: string, concurrency: number | undefined, ...options: string[]): Tool {
  return {
    name,
    program: 'rclone',
    concurrency,
    version: () => firstLine('rclone', 'version'),
    command: (endpoint) => ({
      command: ['rclone', 'size', `m:${BUCKET}`, '--json', ...options],
      env: {
        RCLONE_CONFIG_M_TYPE: 's3',
        RCLONE_CONFIG_M_PROVIDER: 'Other',
        RCLONE_CONFIG_M_ENDPOINT: endpoint,
        RCLONE_CONFIG_M_FORCE_PATH_STYLE: 'true',
        RCLONE_CONFIG_M_LIST_VERSION: '2',
        RCLONE_CONFIG_M_ACCESS_KEY_ID: 'a',
        RCLONE_CONFIG_M_SECRET_ACCESS_KEY: 'b',
      },
    }),
    totals: (output) => fieldsOf(output, 'count', 'bytes'),
  };
}

/** Other tools, each as strong as its options make it. Those that are not on PATH are not measured. */
export const peers: readonly Tool[] = [
  rclone('rclone size', undefined),
  rclone('rclone size --disable ListR --checkers 64', 64, '--disable', 'ListR', '--checkers', '64'),
  {
    name: 's5cmd du',
    program: 's5cmd',
    concurrency: undefined,
    version: () => firstLine('s5cmd', 'version'),
    command: (endpoint) => ({
      command: ['s5cmd', '--json', '--log', 'error', '--endpoint-url', endpoint, 'du', `s3://${BUCKET}/*`],
      env: AWS,
    }),
    totals: (output) => fieldsOf(output, 'count', 'size'),
  },
  {
    name: 'mc du',
    program: 'mc',
    concurrency: undefined,
    version: () => firstLine('mc', '--version'),
    command: (endpoint) => ({
      command: ['mc', '--json', 'du', `m/${BUCKET}`],
      env: { MC_HOST_m: endpoint.replace('://', '://aaa:bbbbbbbb@') },
    }),
    totals: (output) => fieldsOf(output, 'objects', 'size'),
  },
  {
    name: 'aws s3 ls --summarize',
    program: 'aws',
    concurrency: undefined,
    version: () => firstLine('aws', '--version'),
    command: (endpoint) => ({
      command: [
        'aws',
        '--endpoint-url',
        endpoint,
        's3',
        'ls',
        `s3://${BUCKET}`,
        '--recursive',
        '--summarize',
      ],
      env: AWS,
    }),
    totals: (output) => numbersIn(output, /Total Objects: (\d+)/g, /Total Size: (\d+)/g),
  },
  {
    name: 's3p summarize',
    program: 's3p',
    concurrency: 200,
    version: () => firstLine('s3p', 'version'),
    command: (endpoint) => ({
      command: ['s3p', 'summarize', '--bucket', BUCKET, '--quiet', '--list-concurrency', '200'],
      env: { ...AWS, S3_ENDPOINT: endpoint },
    }),
    totals: (output) => numbersIn(output, /\bitems: *(\d+)/g, /\bsize: *(\d+)/g),
  },
];

export const isInstalled = ({ program }: Tool): boolean => findProgram(program) !== undefined;

function firstLine(program: string, argument: string): string {
  try {
    return execFileSync(program, [argument], { encoding: 'utf8', timeout: 60_000 }).split('\n')[0] ?? '';
  } catch {
    return 'of a version that it does not say';
  }
}

function fieldsOf(output: string, objects: string, bytes: string): Totals | undefined {
  try {
    const said = JSON.parse(output) as Record<string, unknown>;
    return { objects: Number(said[objects]), bytes: Number(said[bytes]) };
  } catch {
    return undefined;
  }
}

/** The largest number of each kind: a tool may say those of parts as well. */
function numbersIn(output: string, objects: RegExp, bytes: RegExp): Totals | undefined {
  const largest = (pattern: RegExp): number =>
    Math.max(...[...output.matchAll(pattern)].map((match) => Number(match[1])));
  const totals = { objects: largest(objects), bytes: largest(bytes) };
  return Number.isFinite(totals.objects) && Number.isFinite(totals.bytes) ? totals : undefined;
}
