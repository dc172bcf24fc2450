/** Exit codes of `gcbench`. Those of the runner inside a job are in contract/exit-codes.ts. */
export const cliExitCodes = {
  success: 0,
  /** At least one run did not succeed; the table says which and why. */
  runFailed: 1,
  /** The command line, a config or a suite is not valid; nothing was started. */
  badInput: 2,
  /** Docker, QEMU, an image or LocalStack is not usable. */
  environmentNotUsable: 3,
  /** Another local-bench is running. */
  busy: 4,
  /** Ctrl-C or SIGTERM; everything that was started is stopped. */
  interrupted: 130,
} as const;

const byErrorCode: Readonly<Record<string, number>> = {
  "bad-option": cliExitCodes.badInput,
  "invalid-json": cliExitCodes.badInput,
  "invalid-benchmark-config": cliExitCodes.badInput,
  "invalid-suite": cliExitCodes.badInput,
  "unknown-suite": cliExitCodes.badInput,
  "unknown-instance-type": cliExitCodes.badInput,
  "unknown-environment": cliExitCodes.badInput,
  "invalid-environment-config": cliExitCodes.badInput,
  "no-fleet": cliExitCodes.badInput,
  "invalid-terraform-outputs": cliExitCodes.badInput,
  "malformed-s3-url": cliExitCodes.badInput,
  "does-not-fit": cliExitCodes.badInput,
  busy: cliExitCodes.busy,
  interrupted: cliExitCodes.interrupted,
};

/** Faults that are not the caller's input are the environment's. */
export function cliExitCode(errorCode: string): number {
  return byErrorCode[errorCode] ?? cliExitCodes.environmentNotUsable;
}
