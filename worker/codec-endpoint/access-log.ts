import { getConnInfo } from '@hono/node-server/conninfo';
import type { Logger } from '@temporalio/worker';
import type { Context } from 'hono';
import { REPORTS_PATH } from '../../configuration/settings/web-addresses';
import { asRefusal } from '../http/refusal';
import type { Caller, CodecEnv } from './callers';
import { RateLimit } from './rate-limit';

export type Operation = 'decode' | 'encode';

/** Repeated attempts must not fill the disk. */
const REFUSALS = { burst: 30, perSecond: 0.5 };

/**
 * The record of who had payloads decrypted or encrypted, when, in which namespace and how many; and of who was turned
 * away. Never what was in them, and never a token.
 */
export class AccessLog {
  readonly #logger: Logger;
  readonly #refusals: RateLimit;
  #unlogged = 0;

  constructor(logger: Logger) {
    this.#logger = logger;
    this.#refusals = new RateLimit(REFUSALS);
  }

  done(
    context: Context<CodecEnv>,
    operation: Operation,
    namespace: string,
    payloads: { readonly all: number; readonly encrypted: number },
  ): void {
    const { name } = context.get('caller');
    this.#logger.info(`Codec endpoint: ${operation}d for ${name}`, {
      operation,
      ...whose(context),
      namespace,
      payloads: payloads.all,
      encrypted: payloads.encrypted,
      ...whence(context),
    });
  }

  reported(context: Context<CodecEnv>, format: string, workflowId: string): void {
    const { name } = context.get('caller');
    this.#logger.info(`Codec endpoint: report for ${name}`, {
      operation: 'report',
      ...whose(context),
      workflowId: workflowId.slice(0, 1000),
      format,
      ...whence(context),
    });
  }

  refused(context: Context<CodecEnv>, error: unknown): void {
    if (!this.#refusals.allows('')) {
      this.#unlogged++;
      return;
    }
    const { status, message } = asRefusal(error);
    this.#logger.warn(`Codec endpoint: refused: ${message}`, {
      status,
      ...ofRun(context),
      ...whose(context),
      ...whence(context),
      ...(this.#unlogged === 0 ? {} : { refusalsNotLogged: this.#unlogged }),
    });
    this.#unlogged = 0;
  }

  signedIn(context: Context<CodecEnv>, name: string): void {
    this.#logger.info(`Codec endpoint: ${name} signed in`, { caller: name, ...whence(context) });
  }
}

/** The run whose report was asked for: refused before a route has read it. */
function ofRun({ req: { path } }: Context<CodecEnv>): { readonly workflowId?: string } {
  return path.startsWith(REPORTS_PATH)
    ? { workflowId: tryDecode(path.slice(REPORTS_PATH.length)).slice(0, 1000) }
    : {};
}

function tryDecode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** Null if the caller is not known yet. */
function whose(context: Context<CodecEnv>): Record<string, string> {
  const caller = context.get('caller') as Caller | undefined;
  return caller === undefined ? {} : { caller: caller.name, via: caller.via };
}

/** Headers may hold anything, and any amount of it. */
function whence(context: Context<CodecEnv>): Record<string, string | undefined> {
  return {
    remote: getConnInfo(context).remote.address,
    // Of the last proxy, which appends what it saw.
    forwardedFor: context.req.header('x-forwarded-for')?.slice(-100),
    origin: context.req.header('origin')?.slice(0, 200),
  };
}
