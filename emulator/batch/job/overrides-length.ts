import type { KeyValuePair } from "@aws-sdk/client-batch";
import type { Job } from "./job.ts";
import { batchVariables } from "./container-environment.ts";

/** ECS RunTask: "a total of 8192 characters are allowed for overrides", JSON formatting included. */
const overridesLimit = 8192;

/** What Batch's own variables come to at most in a container: a dozen, with two names of up to 128 characters. */
const mostOfBatch = 2048;

/** What a submission itself brings, which its attempts, and all children of an array, have in common. */
const submitted = new WeakMap<Job["containers"], number>();

/** Whether ECS refuses the override. Nearly all are far below its limit: what they have in common is written out once. */
export function exceedsOverrides(job: Job, attempt: number, computeEnvironment: string): boolean {
  const { containers } = job;
  const known = submitted.get(containers) ?? lengthOf(containers, []);
  submitted.set(containers, known);
  if (known + containers.length * mostOfBatch <= overridesLimit) return false;
  return lengthOf(containers, batchVariables(job, attempt, computeEnvironment)) > overridesLimit;
}

/**
 * Length of the override that Batch gives ECS for a job. A long parameter lands in it through the command: that is how
 * a config of more than about 7.5 KiB, passed as `Ref::configJson`, fails on AWS after it was accepted.
 */
function lengthOf(containers: Job["containers"], variables: readonly KeyValuePair[]): number {
  return JSON.stringify({
    containerOverrides: containers.map(({ name, container: { command }, overridden }) => ({
      name,
      ...(overridden.command ? { command } : {}),
      environment: [...overridden.environment, ...variables],
    })),
  }).length;
}
