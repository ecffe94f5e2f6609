import { z } from 'zod';
import type { HttpAnswer } from '../http/http-client';
import type { IamRefusal } from './iam-error';

/** What came back for a call. */
export type IamAnswer =
  | { readonly kind: 'result'; readonly body: unknown }
  | ({ readonly kind: 'refusal' } & IamRefusal)
  /** Neither a result nor an error of IAM: a proxy's page, or nothing at all. */
  | { readonly kind: 'foreign'; readonly status: number };

const code = z.string().regex(/^[A-Za-z][A-Za-z0-9_.]{0,79}$/);
const requestId = z
  .string()
  .regex(/^[A-Za-z0-9-]{6,64}$/)
  .optional()
  .catch(undefined);

const refusalBody = z.object({
  Error: z.object({ Code: code.optional().catch(undefined) }),
  RequestId: requestId,
});
/** An older form that the official SDK still reads. */
const olderBody = z.object({ code: z.union([code, z.number()]), message: z.string(), RequestId: requestId });

/**
 * Reads an answer. Errors are detected under any status, as in the official SDKs, and also in XML, which IAM's
 * gateway may send regardless of the requested format. Messages are dropped.
 */
export function readIamAnswer({ status, text, whole, retryAfterMs, clockOffsetMs }: HttpAnswer): IamAnswer {
  if (!whole) {
    return { kind: 'foreign', status };
  }
  const around = { status, retryAfterMs, clockOffsetMs };
  const body = parsed(text);
  const refused = refusalIn(body) ?? refusalInXml(text);
  if (refused !== undefined) {
    return { kind: 'refusal', ...around, ...refused };
  }
  if (status >= 200 && status < 300 && body !== undefined) {
    return { kind: 'result', body };
  }
  // An overloaded gateway may say so only by its status.
  return status === 429 || status === 503 || status === 509
    ? { kind: 'refusal', ...around, code: undefined, requestId: undefined }
    : { kind: 'foreign', status };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function refusalIn(body: unknown): Pick<IamRefusal, 'code' | 'requestId'> | undefined {
  const error = refusalBody.safeParse(body);
  if (error.success) {
    return { code: error.data.Error.Code, requestId: error.data.RequestId };
  }
  const older = olderBody.safeParse(body);
  return older.success
    ? {
        code: typeof older.data.code === 'string' ? older.data.code : undefined,
        requestId: older.data.RequestId,
      }
    : undefined;
}

function refusalInXml(text: string): Pick<IamRefusal, 'code' | 'requestId'> | undefined {
  if (!/^\s*(<\?xml[^>]*>\s*)?<(ErrorResponse|response)[\s>]/.test(text)) {
    return undefined;
  }
  const named = /<code>\s*([A-Za-z][A-Za-z0-9_.]{0,79})\s*<\/code>/i.exec(text)?.[1];
  return {
    code: named,
    requestId: /<RequestId>\s*([A-Za-z0-9-]{6,64})\s*<\/RequestId>/.exec(text)?.[1],
  };
}
