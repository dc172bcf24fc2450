import { randomUUID } from "node:crypto";
import type { BatchHandler } from "../../ports/batch-api.ts";
import type { BatchContext } from "../batch-context.ts";
import { checkConsumables, findConsumables } from "../consumable-resource/check-consumables.ts";
import { canonicalRetry } from "./canonical-retry.ts";
import { checkDependencies } from "./dependencies/check-dependencies.ts";
import { checkRequirement } from "./check-requirement.ts";
import { checkCapability, checkQueue, checkSubmission } from "./check-submission.ts";
import type { Job } from "./job.ts";
import { mergeOverrides } from "./merge-overrides.ts";
import { architectureOf, capabilityOf } from "./platform.ts";
import { referenceName, substituteReferences } from "./substitute-references.ts";
import { findQueue } from "../job-queue/find-queue.ts";

/** Everything about the job is resolved here, once: later changes of the definition do not reach it. */
export function submitJob(context: BatchContext): BatchHandler<"SubmitJob"> {
  return (request) => {
    checkSubmission(request);
    const queue = findQueue(context.queues, request.jobQueue);
    checkQueue(request, queue);
    const definition = context.definitions.active(request.jobDefinition);
    const { request: defaults } = definition;

    const capability = capabilityOf(defaults.platformCapabilities);
    checkCapability(queue, capability);
    const merged = mergeOverrides(definition.container, request.containerOverrides);
    const requirement = checkRequirement(merged, capability);
    const architecture = architectureOf(merged, capability);
    const consumables = findConsumables(
      checkConsumables(request.consumableResourcePropertiesOverride ?? defaults.consumableResourceProperties),
      context.consumableResources,
    );
    const parameters = { ...defaults.parameters, ...request.parameters };
    const { command } = merged;
    const retryStrategy = request.retryStrategy ?? defaults.retryStrategy;
    const timeout = request.timeout ?? defaults.timeout;
    const schedulingPriority = request.schedulingPriorityOverride ?? defaults.schedulingPriority;

    const propagateTags = request.propagateTags ?? defaults.propagateTags ?? false;

    const dependsOn = request.dependsOn ?? [];
    const size = request.arrayProperties?.size;
    checkDependencies(dependsOn, size, context.jobs);

    const id = randomUUID();
    const job: Job = {
      id,
      arn: context.arns.job(id),
      name: request.jobName,
      sequence: context.jobs.nextSequence(),
      queue,
      definitionName: definition.name,
      definitionArn: definition.arn,
      container: { ...merged, command: substituteReferences(command, parameters) },
      overridden: {
        command:
          request.containerOverrides?.command !== undefined ||
          command.some((token) => referenceName(token) !== undefined),
        environment: request.containerOverrides?.environment ?? [],
      },
      requirement: { ...requirement, ...(architecture && { architecture }) },
      capability,
      consumables,
      parameters,
      retryStrategy: canonicalRetry(retryStrategy),
      ...(timeout === undefined ? {} : { timeout }),
      platformCapabilities: defaults.platformCapabilities ?? [],
      propagateTags,
      propagatedTags: propagateTags
        ? Object.keys({ ...context.tags.of(definition.arn), ...request.tags }).length
        : 0,
      ...(request.shareIdentifier === undefined ? {} : { shareIdentifier: request.shareIdentifier }),
      ...(schedulingPriority === undefined ? {} : { schedulingPriority }),
      createdAt: context.clock.now(),
      dependsOn,
      ...(size === undefined ? {} : { array: { kind: "parent", size, children: [] } }),
      status: "SUBMITTED",
      stops: [],
      attempts: [],
    };
    context.tags.register(job.arn, request.tags);
    context.jobs.add(job);
    context.admission.submit(job);
    return { jobArn: job.arn, jobName: job.name, jobId: id };
  };
}
