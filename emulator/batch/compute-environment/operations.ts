import type { ComputeEnvironmentDetail } from "@aws-sdk/client-batch";
import { randomUUID } from "node:crypto";
import type { BatchHandler } from "../../ports/batch-api.ts";
import type { BatchContext } from "../batch-context.ts";
import { clientErrors } from "../client-errors.ts";
import { checkComputeResources } from "./check-compute-resources.ts";
import { checkName } from "../resource/check-name.ts";
import { environmentUpdate } from "./environment-update.ts";
import { afterTransition, isSettled } from "../resource/transition.ts";
import { createFleet, reshapeFleet, type Fleet } from "../scheduler/placement/fleet.ts";

/** Default of `jobExecutionTimeoutMinutes` (API reference, UpdatePolicy). */
const defaultUpdateMinutes = 30;

/** Subnets, groups and roles belong to other services, which are asked only when an instance starts: never, here. */
export function createComputeEnvironment(context: BatchContext): BatchHandler<"CreateComputeEnvironment"> {
  return (request) => {
    const { fleets, arns, tags } = context;
    const name = checkName(request.computeEnvironmentName);
    if (fleets.find(name)) throw clientErrors.alreadyExists();
    if (request.type !== "MANAGED") {
      throw clientErrors.notYetLocal("unmanaged compute environments", "Use type MANAGED.");
    }
    if (request.eksConfiguration) {
      throw clientErrors.notYetLocal("compute environments for EKS", "Leave eksConfiguration out.");
    }
    const resources = checkComputeResources(request.computeResources);
    const { minvCpus = 0, desiredvCpus = minvCpus, allocationStrategy = "BEST_FIT" } = resources;
    const arn = arns.computeEnvironment(name);
    const uuid = randomUUID();
    const fleet = createFleet({
      computeEnvironmentName: name,
      computeEnvironmentArn: arn,
      ecsClusterArn: arns.ecsCluster(`AWSBatch-${name}-${uuid}`),
      type: request.type,
      state: request.state ?? "ENABLED",
      status: "CREATING",
      computeResources: { ...resources, minvCpus, desiredvCpus, allocationStrategy },
      // Without one, Batch uses its service-linked role (API reference, CreateComputeEnvironment).
      serviceRole: request.serviceRole || arns.serviceLinkedRole,
      containerOrchestrationType: "ECS",
      uuid,
    });
    fleets.add(fleet);
    tags.register(arn, request.tags);
    settle(context, fleet);
    return { computeEnvironmentName: name, computeEnvironmentArn: arn };
  };
}

/**
 * Jobs that run stay where they are until they end or the update policy's time is over; jobs placed from now on get
 * instances of the new kind.
 */
export function updateComputeEnvironment(context: BatchContext): BatchHandler<"UpdateComputeEnvironment"> {
  return (request) => {
    const reference = request.computeEnvironment;
    const fleet = context.fleets.find(reference);
    if (!fleet) throw clientErrors.environmentNotFound(reference);
    if (!isSettled(fleet.environment.status)) throw clientErrors.beingModified("update");
    const { environment, replacesInstances } = environmentUpdate(fleet.environment, request);
    checkQueuesOf(context, fleet, environment);
    reshapeFleet(fleet, { ...environment, status: "UPDATING" });
    if (replacesInstances) {
      const { terminateJobsOnUpdate = false, jobExecutionTimeoutMinutes: minutes = defaultUpdateMinutes } =
        environment.updatePolicy ?? {};
      context.scheduler.replaceInstances(fleet, terminateJobsOnUpdate ? 0 : minutes * 60_000);
    }
    settle(context, fleet);
    return { computeEnvironmentName: fleet.name, computeEnvironmentArn: fleet.arn };
  };
}

/** One that does not exist is taken for deleted, as the clean-up of every infrastructure tool expects. */
export function deleteComputeEnvironment(context: BatchContext): BatchHandler<"DeleteComputeEnvironment"> {
  return ({ computeEnvironment: reference }) => {
    const { fleets, scheduler, tags, clock } = context;
    const fleet = fleets.find(reference);
    if (!fleet || fleet.environment.status === "DELETING") return {};
    if (!isSettled(fleet.environment.status)) throw clientErrors.beingModified("delete");
    if (fleet.environment.state !== "DISABLED")
      throw clientErrors.notDisabled("compute environment", fleet.name);
    // A queue that is being deleted counts until it is gone (terraform-provider-aws#2044).
    if (queuesOf(context, fleet).length > 0) throw clientErrors.environmentInUse();
    reshapeFleet(fleet, { ...fleet.environment, status: "DELETING" });
    scheduler.replaceInstances(fleet, 0);
    afterTransition(clock, () => {
      fleets.remove(fleet);
      tags.forget(fleet.arn);
    });
    return {};
  };
}

function settle({ clock, scheduler }: BatchContext, fleet: Fleet): void {
  scheduler.resourcesChanged();
  afterTransition(clock, () => {
    const healthy = { status: "VALID", statusReason: "ComputeEnvironment Healthy" } as const;
    reshapeFleet(fleet, { ...fleet.environment, ...healthy });
    scheduler.resourcesChanged();
  });
}

/** An update may not bring another architecture into a queue that has more than this environment. */
function checkQueuesOf(context: BatchContext, fleet: Fleet, environment: ComputeEnvironmentDetail): void {
  const [type] = createFleet(environment).types;
  for (const queue of queuesOf(context, fleet)) {
    const others = (queue.computeEnvironmentOrder ?? []).flatMap(
      ({ computeEnvironment = "" }) => context.fleets.find(computeEnvironment) ?? [],
    );
    const isMixed = others.some(
      (other) => other !== fleet && other.types[0]?.architecture !== type?.architecture,
    );
    if (isMixed) throw clientErrors.mixedEnvironments();
  }
}

function queuesOf({ queues }: BatchContext, { name, arn }: Fleet) {
  return queues
    .all()
    .filter((queue) =>
      queue.computeEnvironmentOrder?.some(({ computeEnvironment: used }) => used === arn || used === name),
    );
}
