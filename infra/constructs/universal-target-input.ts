import type { Submission } from "../../contract/submission.ts";

/**
 * A SubmitJob request in the spelling of Scheduler's universal target, whose members start with a capital letter. Names
 * of parameters are the caller's, and stay.
 */
export function universalTargetInput(submission: Submission): object {
  const { jobName, jobQueue, jobDefinition, parameters, containerOverrides: overrides } = submission;
  return {
    JobName: jobName,
    JobQueue: jobQueue,
    JobDefinition: jobDefinition,
    Parameters: parameters,
    ...(overrides && {
      ContainerOverrides: {
        ...(overrides.resourceRequirements && {
          ResourceRequirements: overrides.resourceRequirements.map(({ type, value }) => ({
            Type: type,
            Value: value,
          })),
        }),
        ...(overrides.environment && {
          Environment: overrides.environment.map(({ name, value }) => ({ Name: name, Value: value })),
        }),
      },
    }),
  };
}
