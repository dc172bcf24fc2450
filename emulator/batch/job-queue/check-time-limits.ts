import type { OperationInput } from "../../model/operation-types.ts";
import { resourceErrors } from "../resource/errors.ts";
import type { StateTimeLimit } from "./job-queue.ts";

type Given = NonNullable<OperationInput<"CreateJobQueue">["jobStateTimeLimitActions"]>;

/** API reference, JobStateTimeLimitAction: ten minutes to a day. */
export function checkTimeLimits(given: Given): StateTimeLimit[] {
  return given.map(({ maxTimeSeconds: maxSeconds, ...limit }) => {
    if (maxSeconds >= 600 && maxSeconds <= 86_400) return { ...limit, maxSeconds };
    throw resourceErrors.invalid(`maxTimeSeconds must be between 600 and 86400, given ${maxSeconds}`);
  });
}
