import type { OperationInput } from "../../model/operation-types.ts";
import type { BatchHandler } from "../../ports/batch-api.ts";
import type { BatchContext } from "../batch-context.ts";
import { checkConsumables, findConsumables } from "../consumable-resource/check-consumables.ts";
import { canonicalRetry } from "./canonical-retry.ts";
import { checkDependencies } from "./dependencies/check-dependencies.ts";
import { checkOverrides } from "./check-overrides.ts";
import { checkRequirement, checkTaskRequirement } from "./check-requirement.ts";
import { checkCapability, checkMultiNode, checkQueue, checkSubmission } from "./check-submission.ts";
import type { Job } from "./job.ts";
import { resolveNodes, spawnNodes } from "./nodes.ts";
import { architectureOf, capabilityOf, type Capability } from "./platform.ts";
import { sumOf } from "./requirement.ts";
import { resolveContainer, resolveTask, type ResolvedTask } from "./resolve-task.ts";
import type { Defined } from "../job-definition/check-definition.ts";
import type { DefinedNodes } from "../job-definition/defined-nodes.ts";
import { resourceErrors } from "../resource/errors.ts";
import { queueErrors } from "../job-queue/errors.ts";
import { findQueue } from "../job-queue/find-queue.ts";

/** Everything about the job is resolved here, once: later changes of the definition do not reach it. */
export function submitJob(context: BatchContext): BatchHandler<"SubmitJob"> {
  return (request) => {
    checkSubmission(request);
    const queue = findQueue(context.queues, request.jobQueue);
    checkQueue(request, queue);
    const definition = context.definitions.active(request.jobDefinition);
    const { request: defaults } = definition;

    // No environment here has a cluster of EKS.
    if (definition.defined.kind === "pod") throw queueErrors.withoutCapability("EKS");
    checkOverrides(definition.defined.kind, request);
    const capability = capabilityOf(defaults.platformCapabilities);
    checkCapability(queue, capability);
    const parameters = { ...defaults.parameters, ...request.parameters };
    const { nodes, properties, ...task } = resolveDefined(
      definition.defined,
      request,
      parameters,
      capability,
    );
    if (nodes) checkMultiNode(queue);
    const consumables = findConsumables(
      checkConsumables(request.consumableResourcePropertiesOverride ?? defaults.consumableResourceProperties),
      context.consumableResources,
    );
    const retryStrategy = request.retryStrategy ?? defaults.retryStrategy;
    const timeout = request.timeout ?? defaults.timeout;
    const schedulingPriority = request.schedulingPriorityOverride ?? defaults.schedulingPriority;

    const propagateTags = request.propagateTags ?? defaults.propagateTags;

    const dependsOn = request.dependsOn ?? [];
    const size = request.arrayProperties?.size;
    checkDependencies(dependsOn, size, context.jobs);
    if (nodes && size !== undefined) throw resourceErrors.invalid("A multi-node job cannot be an array");

    const id = context.newId();
    const job: Job = {
      id,
      arn: context.arns.job(id),
      name: request.jobName,
      sequence: context.jobs.nextSequence(),
      queue,
      definitionName: definition.name,
      definitionArn: definition.arn,
      ...task,
      capability,
      consumables,
      parameters,
      ...(retryStrategy && { retryStrategy: canonicalRetry(retryStrategy) }),
      ...(timeout === undefined ? {} : { timeout }),
      platformCapabilities: defaults.platformCapabilities ?? [],
      ...(propagateTags !== undefined && { propagateTags }),
      propagatedTags: propagateTags
        ? Object.keys({ ...context.tags.of(definition.arn), ...request.tags }).length
        : 0,
      ...(request.shareIdentifier === undefined ? {} : { shareIdentifier: request.shareIdentifier }),
      ...(schedulingPriority === undefined ? {} : { schedulingPriority }),
      createdAt: context.clock.now(),
      dependsOn,
      ...(size === undefined ? {} : { array: { kind: "parent", size, children: [], firstOpen: 0 } }),
      ...(properties && {
        nodes: { kind: "group", mainNode: properties.mainNode, children: [], properties },
      }),
      status: "SUBMITTED",
      stops: [],
      attempts: [],
    };
    if (request.tags === undefined) context.tags.know(job.arn);
    else context.tags.register(job.arn, request.tags);
    context.jobs.add(job);
    if (job.nodes?.kind === "group" && nodes) {
      spawnNodes(job, job.nodes, nodes, () => context.jobs.nextSequence(), context.arns);
      for (const child of job.nodes.children) context.jobs.add(child);
    }
    context.admission.submit(job);
    return { jobArn: job.arn, jobName: job.name, jobId: id };
  };
}

/** What a job runs: of a multi-node one, the main node's, what all ask for together, and each of them. */
function resolveDefined(
  defined: Exclude<Defined, { kind: "pod" }>,
  request: OperationInput<"SubmitJob">,
  parameters: Readonly<Record<string, string>>,
  capability: Capability,
): ResolvedTask & { readonly nodes?: readonly ResolvedTask[]; readonly properties?: DefinedNodes } {
  switch (defined.kind) {
    case "nodes": {
      const { nodes, properties } = resolveNodes(defined.nodes, request.nodeOverrides, parameters);
      const main = nodes[properties.mainNode];
      if (!main) throw new TypeError("The main node is one of the nodes");
      const requirement = sumOf(nodes.map((node) => node.requirement));
      return { ...main, requirement, nodes, properties };
    }
    case "task":
      return resolveTask(defined.task, request.ecsPropertiesOverride, parameters, (containers, task) => {
        const architecture = architectureOf(task, capability);
        return { ...checkTaskRequirement(containers, capability), ...(architecture && { architecture }) };
      });
    case "container":
      return resolveContainer(defined.container, request.containerOverrides, parameters, (merged) => {
        const architecture = architectureOf(merged, capability);
        return { ...checkRequirement(merged, capability), ...(architecture && { architecture }) };
      });
  }
}
