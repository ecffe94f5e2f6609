import { shown, visible } from './foreign-text';
import { errorTable, type ErrorEffect, type ErrorType } from './error-table';

/** What an error is about and what the cloud said, without anything secret. */
export interface ErrorContext {
  /** The resource in words, for example `KS3 bucket photos` or `RAM user mgw-photos`. */
  readonly resource: string;
  /** What was found, in words, where the table's sentence does not say it all. */
  readonly detail?: string | undefined;
  /** What else was found, where there is a list of it; each stands on a line of its own. */
  readonly findings?: readonly string[] | undefined;
  /** The cloud's own error code, for example `EntityNotExist.User`. */
  readonly code?: string | undefined;
  /** HTTP status of the answer. */
  readonly status?: number | undefined;
  /** The cloud's request ID, for its support. */
  readonly requestId?: string | undefined;
  /** How long the cloud asked to wait before a retry, in milliseconds. */
  readonly retryAfterMs?: number | undefined;
}

/**
 * An error of the table. Everything that leaves `clouds/` and `inventory/` is one of these: a vendor's error
 * is rebuilt, never wrapped, because its message, cause or URL may hold a secret.
 */
export class PrepError extends Error {
  override readonly name = 'PrepError';
  readonly context: ErrorContext;

  constructor(
    readonly type: ErrorType,
    context: ErrorContext,
  ) {
    super(describeError(type, context));
    this.context = context;
  }

  get effect(): ErrorEffect {
    return errorTable[this.type].effect;
  }
}

/** Builds the message of an error: what happened, to which resource, what to do, and the cloud's own words. */
export function describeError(type: ErrorType, context: ErrorContext): string {
  const { happened, remedy } = errorTable[type];
  const sentences = [
    visible(happened.replace('{resource}', () => context.resource)),
    visible(context.detail ?? ''),
    listOf(context.findings ?? []),
    remedy,
    evidence(context),
  ];
  return sentences.filter((sentence) => sentence !== '').join(' ');
}

function listOf(findings: readonly string[]): string {
  return findings.length === 0 ? '' : `\n${findings.map((one) => `- ${visible(one)}`).join('\n')}\n`;
}

function evidence({ code, status, requestId }: ErrorContext): string {
  const parts = [
    code === undefined ? '' : shown(code, 100),
    status === undefined || status < 100 ? '' : `HTTP ${status}`,
    requestId ? `request ID ${shown(requestId, 100)}` : '',
  ].filter((part) => part !== '');
  return parts.length === 0 ? '' : `(${parts.join(', ')})`;
}
