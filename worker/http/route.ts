import type { IncomingMessage } from 'node:http';

/** What the server sends back. */
export interface HttpAnswer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** An object is sent as one line of JSON, a text as the HTML page that it is. */
  readonly body?: object | string;
}

/** One thing that the worker's HTTP server answers. */
export interface Route {
  /** As the list of what there is names it. */
  readonly name: string;
  readonly path: RegExp;
  readonly methods: readonly string[];
  answer(request: IncomingMessage): Promise<HttpAnswer>;
}

/** The path of a request, without its query. */
export function pathOf({ url = '' }: IncomingMessage): string {
  return url.split('?')[0] ?? '';
}
