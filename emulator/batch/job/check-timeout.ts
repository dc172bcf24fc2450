import type { JobTimeout } from "@aws-sdk/client-batch";
import { jobErrors } from "./errors.ts";

/** "The minimum value for the timeout is 60 seconds" (API reference, JobTimeout). */
export function checkTimeout(timeout: JobTimeout | undefined): void {
  const seconds = timeout?.attemptDurationSeconds;
  if (seconds !== undefined && !(Number.isInteger(seconds) && seconds >= 60))
    throw jobErrors.timeoutTooShort(seconds);
}
