/** Lets a child process run the sources as they are, without a build: `node -r typescript-hook.cjs file.ts`. */
const { readFileSync } = require('node:fs');
const Module = require('node:module');
const { transformSync } = require('@swc/core');

/** @type {import('@swc/core').Options} */
const options = {
  jsc: { target: 'es2023', parser: { syntax: 'typescript' } },
  module: { type: 'commonjs' },
  sourceMaps: 'inline',
};

/** @type {{ _extensions: Record<string, (module: { _compile(code: string, file: string): void }, file: string) => void> }} */
const { _extensions: extensions } = /** @type {any} */ (Module);
extensions['.ts'] = (module, file) => {
  module._compile(transformSync(readFileSync(file, 'utf8'), { ...options, filename: file }).code, file);
};
