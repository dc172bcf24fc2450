import { GeosBenchError } from "../contract/errors.ts";

/** A foreseen failure, and the exit code of the stage it happened in. Anything else is a fault of the runner. */
export class StageFailure extends Error {
  readonly exitCode: number;
  override readonly cause: GeosBenchError;

  constructor(exitCode: number, cause: GeosBenchError) {
    super(cause.message);
    this.exitCode = exitCode;
    this.cause = cause;
  }
}

export async function inStage<Value>(exitCode: number, action: () => Value | Promise<Value>): Promise<Value> {
  try {
    return await action();
  } catch (error) {
    throw error instanceof GeosBenchError ? new StageFailure(exitCode, error) : error;
  }
}
