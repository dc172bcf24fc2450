import type { ErrorCode } from "./error-codes.ts";

/**
 * The one error type of the project. The message says what was given and what is allowed; the hint says what to
 * do next. `code` is stable: scripts and tests match on it, never on the text.
 */
export class GeosBenchError extends Error {
  override readonly name = "GeosBenchError";
  readonly code: ErrorCode;
  readonly hint?: string;

  constructor(message: string, options: { code: ErrorCode; hint?: string; cause?: unknown }) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = options.code;
    if (options.hint !== undefined) this.hint = options.hint;
  }
}

/** What an error says, or whatever else was thrown. */
export const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** Message, hint and causes of any thrown value, as lines for a person. */
export function explainError(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const hint =
    error instanceof GeosBenchError && error.hint ? `\n  → ${error.hint.replaceAll("\n", "\n    ")}` : "";
  const cause = error.cause instanceof Error ? `\n  cause: ${error.cause.message}` : "";
  return `${error.message}${cause}${hint}`;
}
