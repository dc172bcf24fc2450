/**
 * Exit codes of the runner. They are part of the contract: AWS Batch retry strategies match on them
 * (`evaluateOnExit.onExitCode`). All are in 10–19, so that `"1?"`-style guesses never meet what the shell and the
 * kernel use (126, 127, 128 + signal).
 */
export const exitCodes = {
  success: 0,
  /** A fault of the runner itself; the log has the stack. */
  internalError: 1,
  /** The benchmark config is not valid; nothing was computed. Retrying cannot help. */
  invalidConfig: 10,
  /** The output path cannot be written; found before computing. */
  outputNotUsable: 11,
  /** The workload did not start, crashed or ended with an error. */
  workloadFailed: 12,
  /** The workload ran, its own verification did not pass; the result is stored and marked invalid. */
  verificationFailed: 13,
  /** The result could not be stored; it is printed to the log as one recoverable record. */
  resultNotStored: 14,
  /** SIGTERM or SIGINT (Batch timeout, terminate-job, Spot interruption). */
  interrupted: 15,
} as const;

export type ExitName = keyof typeof exitCodes;

/** The name of a runner exit code, or `undefined` for a code the runner never uses. */
export function exitName(code: number): ExitName | undefined {
  return (Object.keys(exitCodes) as ExitName[]).find((name) => exitCodes[name] === code);
}
