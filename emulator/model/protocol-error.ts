/** An answer other than 2xx: HTTP status, the AWS error code for `x-amzn-ErrorType`, and the message for the caller. */
export class ProtocolError extends Error {
  override readonly name = "ProtocolError";
  readonly status: number;
  readonly type: string;

  constructor(status: number, type: string, message: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.status = status;
    this.type = type;
  }
}
