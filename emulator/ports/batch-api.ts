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
}
