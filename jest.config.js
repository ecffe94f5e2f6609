const { availableParallelism } = require('node:os');

// These packages ship ES modules only; jest's CommonJS runtime needs them transformed.
const ES_MODULES = [
  'age-encryption',
  '@noble',
  '@scure',
  'cli-truncate',
  'slice-ansi',
  'ansi-styles',
  'is-fullwidth-code-point',
  'string-width',
  'get-east-asian-width',
  'strip-ansi',
  'ansi-regex',
];

/** @type {import('jest').Config} */
module.exports = {
  testEnvironment: 'node',
  roots: ['<rootDir>/test'],
  testMatch: ['**/*.test.ts'],
  transform: {
    '^.+\\.[cm]?[jt]s$': [
      '@swc/jest',
      { jsc: { target: 'es2023', parser: { syntax: 'typescript' } }, module: { type: 'commonjs' } },
    ],
  },
  // A global is looked up through a proxy otherwise: what computes much takes four times as long.
  sandboxInjectedGlobals: ['Array', 'BigInt', 'JSON', 'Map', 'Math', 'Number', 'Object', 'Set', 'String'],
  transformIgnorePatterns: [`/node_modules/(?!(${ES_MODULES.join('|')})/)`],
  // Only a test that hangs takes so long, on however busy a machine: how fast things are is measured in bench/.
  testTimeout: 300_000,
  // Tests wait for servers more than they compute. More than four Temporal servers at once need too much memory.
  maxWorkers: Math.min(4, availableParallelism() + 1),
  // What test files leave behind adds up to gigabytes, with which a property test takes ten times as long.
  workerIdleMemoryLimit: '1GB',
};
