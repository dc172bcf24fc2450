/** A fault of the caller, with CloudWatch Logs' code for it. Answered with status 400. */
export class LogsError extends Error {
  readonly code:
    | "ResourceNotFoundException"
    | "ResourceAlreadyExistsException"
    | "InvalidParameterException"
    | "LimitExceededException"
    | "UnknownOperationException";

  constructor(code: LogsError["code"], message: string) {
    super(message);
    this.code = code;
  }
}

/** AWS's texts, as public logs and clients' tests have them. */
export const logsErrors = {
  noGroup: () => new LogsError("ResourceNotFoundException", "The specified log group does not exist."),
  noStream: () => new LogsError("ResourceNotFoundException", "The specified log stream does not exist."),
  groupExists: () =>
    new LogsError("ResourceAlreadyExistsException", "The specified log group already exists"),
  streamExists: () =>
    new LogsError("ResourceAlreadyExistsException", "The specified log stream already exists"),
  invalid: (message: string) => new LogsError("InvalidParameterException", message),
  limit: () => new LogsError("LimitExceededException", "Resource limit exceeded."),
} as const;
