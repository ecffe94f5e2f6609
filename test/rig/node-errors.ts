import { types } from 'node:util';

/**
 * Makes `instanceof Error` true for errors of Node's own modules, as in production.
 *
 * jest runs a test in a separate realm with its own `Error`. The AWS SDK uses `instanceof Error`; otherwise it would
 * not recognize a lost connection, and not retry the request.
 */
export function recogniseErrorsOfNode(): void {
  const ordinary = Function.prototype[Symbol.hasInstance];
  Object.defineProperty(Error, Symbol.hasInstance, {
    value(this: unknown, value: unknown): boolean {
      return (this === Error && types.isNativeError(value)) || ordinary.call(this as () => void, value);
    },
  });
}
