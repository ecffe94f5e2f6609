import type { ServiceRequest } from '../core/service';
import { invalidParameter, missingParameter } from './acs-errors';

/** The parameters of an RPC call: these APIs take them from the query and from a form body alike. */
export class AcsParameters {
  readonly #values = new Map<string, string>();
  readonly #inUrl: ReadonlySet<string>;

  constructor(request: ServiceRequest) {
    const form = String(request.headers['content-type'] ?? '').startsWith('application/x-www-form-urlencoded')
      ? new URLSearchParams(request.body.toString('utf8'))
      : new URLSearchParams();
    for (const [name, value] of [...request.query, ...form]) {
      this.#values.set(name, value);
    }
    this.#inUrl = new Set(request.query.keys());
  }

  /** Undefined if it is absent or empty. */
  optional(name: string): string | undefined {
    return this.#values.get(name) || undefined;
  }

  /** @throws AcsError `Missing<name>` */
  required(name: string): string {
    const value = this.optional(name);
    if (value === undefined) {
      throw missingParameter(name);
    }
    return value;
  }

  has(name: string): boolean {
    return this.#values.has(name);
  }

  /** Python's SDK writes `True`. @throws AcsError `InvalidParameter.<name>.Format` unless it is true or false */
  flag(name: string, fallback: boolean): boolean {
    const value = this.optional(name)?.toLowerCase();
    if (value === undefined) {
      return fallback;
    }
    if (value !== 'true' && value !== 'false') {
      throw invalidParameter(name, 'Format');
    }
    return value === 'true';
  }

  /** @throws AcsError `InvalidParameter.<name>.Format` unless it is a whole number in the range */
  count(name: string, fallback: number, range: { min: number; max: number }): number {
    const value = this.optional(name);
    if (value === undefined) {
      return fallback;
    }
    const number = Number(value);
    if (!Number.isInteger(number) || number < range.min || number > range.max) {
      throw invalidParameter(name, 'Format');
    }
    return number;
  }

  /** Whether a password was in the URL, where proxies and error messages repeat it. */
  get passwordInUrl(): boolean {
    return ['Password', 'NewPassword', 'OldPassword'].some((name) => this.#inUrl.has(name));
  }
}

/** The action a request names, by header or parameter; read before anything is verified. */
export function actionOf(request: ServiceRequest): { action: string; version: string } {
  const parameters = new AcsParameters(request);
  const read = (header: string, parameter: string) =>
    String(request.headers[header] ?? parameters.optional(parameter) ?? '');
  return { action: read('x-acs-action', 'Action'), version: read('x-acs-version', 'Version') };
}
