/** A fault of the caller, with CloudWatch Logs' code for it. Answered with status 400. */
export class LogsError extends Error {
  readonly code: "ResourceNotFoundException" | "InvalidParameterException" | "UnknownOperationException";

  constructor(code: LogsError["code"], message: string) {
    super(message);
    this.code = code;
  }
}
