import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { SetupError } from './messages.mjs';

/** The folder that holds package.json. */
export const checkoutRoot = path.dirname(path.dirname(fileURLToPath(import.meta.url)));

/** @param {string[]} parts a path relative to the checkout */
export const inCheckout = (...parts) => path.join(checkoutRoot, ...parts);

/** Throws a SetupError on a Node.js that is too old for the dependencies (`engines` in package.json). */
export function requireSupportedNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major < 20 || (major === 20 && minor < 19)) {
    throw new SetupError(
      `Node.js ${process.versions.node} is too old: version 20.19 or newer is needed. Install it and run the command again.`,
    );
  }
}
