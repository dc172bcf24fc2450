/**
 * The behaviour behind the Batch REST API. One handler per operation, keyed by the operation's name in the service
 * model ("SubmitJob"); input and output are the SDK's shapes (timestamps as epoch milliseconds). An operation without
 * a handler is answered with a ClientException. Handlers throw {@link BatchClientError} for what the caller did wrong.
 */
export type BatchApi = Readonly<Record<string, BatchHandler | undefined>>;

// The protocol layer has validated the input against the operation's schema before the handler sees it.
type BatchHandler = (input: never) => unknown;

/** Becomes a 400 ClientException with this message. */
export class BatchClientError extends Error {
  override readonly name = "ClientException";
}
