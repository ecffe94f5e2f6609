import { types } from 'node:util';

/**
 * Makes `instanceof Error` true for errors that Node's own modules make, as it is in production.
 *
 * jest runs a test in a realm of its own, with an `Error` of its own. The AWS SDK, which asks `instanceof Error`,
 * would otherwise not know a lost connection for what it is, and not send the request again.
 */
export function recogniseErrorsOfNode(): void {
  const ordinary = Function.prototype[Symbol.hasInstance];
  Object.defineProperty(Error, Symbol.hasInstance, {
    value(this: unknown, value: unknown): boolean {
      return (this === Error && types.isNativeError(value)) || ordinary.call(this as () => void, value);
    },
  });
}
