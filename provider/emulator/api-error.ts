/** A request that the service answers with an HTTP error and the error body of its RPC gateway. */
export class ApiError extends Error {
  /** `status` is the HTTP status, `code` the body's Code, `message` its Message. */
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}

/** The only failure that the Sas documents name besides NoPermission. */
export function serverError(message: string): ApiError {
  return new ApiError(500, "ServerError", message);
}
