import type { Job } from "./job.ts";
import { batchVariables } from "./container-environment.ts";

/** ECS RunTask: "a total of 8192 characters are allowed for overrides", JSON formatting included. */
export const overridesLimit = 8192;

/**
 * Length of the override that Batch gives ECS for a job. A long parameter lands in it through the command: that is how
 * a config of more than about 7.5 KiB, passed as `Ref::configJson`, fails on AWS after it was accepted.
 */
export function overridesLength(job: Job, attempt: number, computeEnvironment: string): number {
  return JSON.stringify({
    containerOverrides: [
      {
        name: "default",
        ...(job.overridden.command ? { command: job.container.command } : {}),
        environment: [...job.overridden.environment, ...batchVariables(job, attempt, computeEnvironment)],
      },
    ],
  }).length;
}
