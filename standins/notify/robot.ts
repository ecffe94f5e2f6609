import type { Clock, ServiceReply, ServiceRequest } from '../core/service';
import type { RobotKind } from './inbox';

export type RobotAnswer = Pick<ServiceReply, 'status' | 'headers' | 'body'>;

/** A robot's answer to a request, and the message if it was accepted. */
export interface RobotVerdict {
  answer: RobotAnswer;
  taken?: unknown;
}

/** One receiver of messages. */
export interface Robot {
  readonly kind: RobotKind;
  /** Path of its address, which begins with its kind. */
  readonly path: string;
  handle(request: ServiceRequest, clock: Clock): RobotVerdict;
  /** What it answers when it is asked too often. */
  tooFast(): RobotAnswer;
}

/** Answers as JSON, under status 200 unless another is given. */
export function json(value: unknown, status = 200): RobotAnswer {
  return { status, headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(value) };
}

/** The body as a JSON object; undefined if it is not one. */
export function objectIn({ body }: ServiceRequest): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(body.toString('utf8'));
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}
