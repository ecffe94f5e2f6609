/** The codec endpoint does not do what was asked. Its message says why and what to do, and quotes no secret. */
export class Refusal extends Error {
  override readonly name = 'Refusal';

  /** @param status of HTTP */
  constructor(
    readonly status: number,
    message: string,
    readonly headers: Readonly<Record<string, string>> = {},
  ) {
    super(message);
  }
}
