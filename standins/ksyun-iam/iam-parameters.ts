import type { ServiceRequest } from '../core/service';
import { iamError } from './iam-errors';

/** The parameters of a call: Action and Version in the query, the rest there or in a form body. */
export class IamParameters {
  readonly #values = new Map<string, string>();

  constructor({ query, headers, body }: ServiceRequest) {
    const isForm = String(headers['content-type'] ?? '').startsWith('application/x-www-form-urlencoded');
    const form = new URLSearchParams(isForm ? body.toString('utf8') : '');
    for (const [name, value] of [...form, ...query]) {
      this.#values.set(name, value);
    }
  }

  /** Undefined if it is absent or empty. */
  optional(name: string): string | undefined {
    return this.#values.get(name) || undefined;
  }

  /** @throws IamError MissingParameter */
  required(name: string): string {
    const value = this.optional(name);
    if (value === undefined) {
      throw iamError('MissingParameter', `Parameter: ${name}.`);
    }
    return value;
  }

  /** @throws IamError MissingParameter, InvalidParameterValue */
  matching(name: string, form: RegExp): string {
    const value = this.required(name);
    if (!form.test(value)) {
      throw iamError('InvalidParameterValue', `Parameter: ${name}.`);
    }
    return value;
  }

  /** A whole number in a range. @throws IamError InvalidParameterValue */
  count(name: string, fallback: number, most: number): number {
    const number = Number(this.optional(name) ?? fallback);
    if (!Number.isInteger(number) || number < 1 || number > most) {
      throw iamError('InvalidParameterValue', `Parameter: ${name}.`);
    }
    return number;
  }
}
