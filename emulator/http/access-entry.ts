import type { Service } from "./service-of.ts";

/** One line of the access log, complete when the answer has been sent or the client has gone. */
export interface AccessEntry {
  readonly requestId: string;
  readonly method: string;
  readonly path: string;
  readonly service: Service;
  /** "SubmitJob", "GetLogEvents"; undefined where the front does not look inside. */
  operation?: string;
  /** HTTP status; 0: the client went away before there was one. */
  status: number;
  milliseconds: number;
  /** A fault of ours, with its stack. The client has seen only the request id. */
  error?: unknown;
}
