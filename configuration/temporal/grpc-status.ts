import { isGrpcServiceError } from '@temporalio/client';

/** The status of what the server does not have. */
export const NOT_FOUND = 5;

/** The gRPC status of an error or of what it wraps, as the client does; undefined if it is no answer of the server. */
export function grpcStatusOf(error: unknown): number | undefined {
  if (isGrpcServiceError(error)) {
    return error.code;
  }
  return error instanceof Error && error.cause !== undefined ? grpcStatusOf(error.cause) : undefined;
}
