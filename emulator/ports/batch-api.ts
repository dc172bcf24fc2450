import { randomUUID } from "node:crypto";
import type { OperationInput, OperationName, OperationOutput } from "../model/operation-types.ts";

/** The behaviour of one operation. Throws {@link BatchClientError} for what the caller did wrong. */
export type BatchHandler<Name extends OperationName> = (input: OperationInput<Name>) => OperationOutput<Name>;

export type BatchHandlers<Names extends OperationName> = {
  readonly [Name in Names]: BatchHandler<Name>;
};

/** The behaviour behind the Batch REST API. An operation without a handler is answered with a ClientException. */
export type BatchApi = {
  readonly [Name in OperationName]?: (
    input: OperationInput<Name>,
  ) => OperationOutput<Name> | Promise<OperationOutput<Name>>;
};

/** Becomes a 400 ClientException with this message. */
export class BatchClientError extends Error {
  override readonly name = "ClientException";
  readonly #text: (requestId: string) => string;

  /** A text that names the request is a function of its id, which only the protocol layer knows. */
  constructor(text: string | ((requestId: string) => string)) {
    const textOf = typeof text === "string" ? () => text : text;
    super(textOf(randomUUID()));
    this.#text = textOf;
  }

  /** The message for the caller, with the id that the answer's header has. */
  messageFor(requestId: string): string {
    return this.#text(requestId);
  }
}

/** The style of most of AWS Batch's own validation. */
export function whileExecuting(message: string): BatchClientError {
  return new BatchClientError(
    (requestId) => `Error executing request, Exception : ${message}, RequestId: ${requestId}`,
  );
}
