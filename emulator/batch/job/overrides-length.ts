import type { KeyValuePair } from "@aws-sdk/client-batch";
import type { Job } from "./job.ts";
import { batchVariables } from "./container-environment.ts";

/** ECS RunTask: "a total of 8192 characters are allowed for overrides", JSON formatting included. */
const overridesLimit = 8192;

/** What Batch's own variables come to at most: a dozen, with two names of up to 128 characters. */
const mostOfBatch = 2048;

/** What a submission itself brings, which its attempts, and all children of an array, have in common. */
const submitted = new WeakMap<Job["overridden"], number>();

/** Whether ECS refuses the override. Nearly all are far below its limit: what they have in common is written out once. */
export function exceedsOverrides(job: Job, attempt: number, computeEnvironment: string): boolean {
  const { overridden, container } = job;
  const known = submitted.get(overridden) ?? lengthOf(overridden, container.command, []);
  submitted.set(overridden, known);
  if (known + mostOfBatch <= overridesLimit) return false;
  const variables = batchVariables(job, attempt, computeEnvironment);
  return lengthOf(overridden, container.command, variables) > overridesLimit;
}

/**
 * Length of the override that Batch gives ECS for a job. A long parameter lands in it through the command: that is how
 * a config of more than about 7.5 KiB, passed as `Ref::configJson`, fails on AWS after it was accepted.
 */
function lengthOf(
  overridden: Job["overridden"],
  command: readonly string[],
  variables: readonly KeyValuePair[],
): number {
  return JSON.stringify({
    containerOverrides: [
      {
        name: "default",
        ...(overridden.command ? { command } : {}),
        environment: [...overridden.environment, ...variables],
      },
    ],
  }).length;
}
